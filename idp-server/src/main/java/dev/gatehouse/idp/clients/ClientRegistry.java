package dev.gatehouse.idp.clients;

import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.audit.AuditTrail.Effect;
import dev.gatehouse.idp.audit.ChangeEvent;
import dev.gatehouse.idp.audit.FieldChange;
import dev.gatehouse.idp.audit.Target;
import dev.gatehouse.idp.secrets.GeneratedSecret;
import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.Stored;
import dev.gatehouse.idp.storage.WriteResult;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Registers, changes and deletes clients; every change is on record. {@link Clients} finds them.
 *
 * <p>The tokens of a client that is disabled, deleted, or loses a scope, role or audience die by its generation.
 */
public final class ClientRegistry {

    private final ClientStore clients;
    private final ClientSecrets secrets;
    private final TokensOfClients tokens;
    private final AuditTrail trail;
    private final Clock clock;

    public ClientRegistry(
            ClientStore clients, ClientSecrets secrets, TokensOfClients tokens, AuditTrail trail, Clock clock) {
        this.clients = clients;
        this.secrets = secrets;
        this.tokens = tokens;
        this.trail = trail;
        this.clock = clock;
    }

    /** Registers a client; one whose method uses a secret gets it here. */
    public ClientChange register(Actor actor, ClientBuilder draft) {
        Optional<GeneratedSecret> secret = draft.usesSecret() ? Optional.of(secrets.generate()) : Optional.empty();
        Client client = draft.secretHash(secret.map(this::hash).orElse(null)).build();
        ChangeEvent intent = intent("client.created", client);
        return trail.change(actor, intent, change -> switch (clients.insert(client, change)) {
            case WriteResult.Written(long version) ->
                new Effect<>(
                        new ClientChange.Done(new Stored<>(client.id(), version, change, client), secret),
                        intent.succeeded(ClientDifferences.between(null, client)));
            case WriteResult.Conflict conflict ->
                new Effect<>(new ClientChange.IdTaken(), intent.refused("client-id-taken"));
            case WriteResult.Stale stale -> throw new IllegalStateException("an insert cannot be stale");
            case WriteResult.Missing missing -> throw new IllegalStateException("an insert cannot miss");
        });
    }

    /**
     * Changes a client. One whose method begins to use a secret gets one; one whose method ceases to loses it.
     *
     * @param before as the caller has read it
     */
    public ClientChange update(Actor actor, Stored<Client> before, UnaryOperator<ClientBuilder> edit) {
        ClientBuilder draft = edit.apply(before.value().toBuilder());
        Optional<GeneratedSecret> secret = Optional.empty();
        if (!draft.usesSecret()) {
            draft.secretHash(null).secretExpiresAt(null);
        } else if (before.value().secretHash() == null) {
            secret = Optional.of(secrets.generate());
            draft.secretHash(hash(secret.get()));
        }
        Client unnumbered = draft.build();
        if (loses(before.value(), unnumbered)) {
            draft.nextGeneration();
        }
        return replace(actor, "client.updated", before, draft, secret);
    }

    /** Replaces the secret; the old one is worth nothing when this returns. */
    public ClientChange rotateSecret(Actor actor, Stored<Client> before) {
        GeneratedSecret secret = secrets.generate();
        ClientBuilder draft =
                before.value().toBuilder().secretHash(hash(secret)).secretExpiresAt(null);
        return replace(actor, "client.secret-rotated", before, draft, Optional.of(secret));
    }

    /** Deletes the client: its id stays taken and its tokens are dead. */
    public ClientChange delete(Actor actor, Stored<Client> before) {
        ChangeEvent intent = intent("client.deleted", before.value());
        return trail.change(actor, intent, change -> {
            Client tombstone = ClientStore.tombstone(before.value(), clock.instant());
            WriteResult result = clients.replaceIf(tombstone, before.version(), change);
            return effect(intent, before.value(), tombstone, result, change, Optional.empty());
        });
    }

    private ClientChange replace(
            Actor actor, String action, Stored<Client> before, ClientBuilder draft, Optional<GeneratedSecret> secret) {
        Client unstamped = draft.build();
        if (unstamped.equals(before.value())) {
            return new ClientChange.Done(before, Optional.empty());
        }
        Client after = draft.updatedAt(clock.instant()).build();
        ChangeEvent intent = intent(action, after);
        return trail.change(actor, intent, change -> {
            WriteResult result = clients.replaceIf(after, before.version(), change);
            return effect(intent, before.value(), after, result, change, secret);
        });
    }

    private Effect<ClientChange> effect(
            ChangeEvent intent,
            Client before,
            Client after,
            WriteResult result,
            ChangeId change,
            Optional<GeneratedSecret> secret) {
        return switch (result) {
            case WriteResult.Written(long version) -> {
                if (after.generation() > before.generation()) {
                    tokens.end(after.clientId(), after.generation(), change);
                }
                List<FieldChange> changes = ClientDifferences.between(before, after);
                yield new Effect<>(
                        new ClientChange.Done(new Stored<>(after.id(), version, change, after), secret),
                        intent.succeeded(changes));
            }
            case WriteResult.Stale stale -> new Effect<>(new ClientChange.Stale(), intent.failed("stale"));
            case WriteResult.Missing missing -> new Effect<>(new ClientChange.Missing(), intent.failed("missing"));
            case WriteResult.Conflict conflict -> throw new IllegalStateException("clients have no unique index");
        };
    }

    /** Whether tokens issued before say more than the client may now. */
    private static boolean loses(Client before, Client after) {
        return (before.active() && !after.active())
                || !after.scopes().containsAll(before.scopes())
                || !audiences(after).containsAll(audiences(before));
    }

    private static Set<String> audiences(Client client) {
        Set<String> all = new HashSet<>(client.audiences());
        client.scopeAudiences().forEach(entry -> all.addAll(entry.audiences()));
        return all;
    }

    private String hash(GeneratedSecret secret) {
        return secrets.hash(secret.reveal());
    }

    private static ChangeEvent intent(String action, Client client) {
        return ChangeEvent.intent(action, new Target("client", client.id()), client.workspace());
    }
}
