package dev.gatehouse.idp.clients;

import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.audit.ChangeEvent;
import dev.gatehouse.idp.audit.Target;
import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.DocumentType;
import dev.gatehouse.idp.storage.Documents;
import dev.gatehouse.idp.storage.WriteResult;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the built-in clients, and the bootstrap client when the settings of the first start name one.
 *
 * <p>The bootstrap client is created only in an empty store, which an insert decides: a marker is written when the first
 * start is complete, and with it the settings have no power any more. A different secret is reported, not applied; a
 * deleted client stays deleted, since its tombstone holds the id.
 */
public final class FirstClients {

    private static final Logger log = LoggerFactory.getLogger(FirstClients.class);

    private static final String MARKER = "clients";

    /** That the first start created its clients. */
    record FirstStart(Instant completedAt) {}

    private static final DocumentType<FirstStart> MARKERS =
            DocumentType.named("first_starts", FirstStart.class).build();

    private final ClientStore clients;
    private final Documents<FirstStart> markers;
    private final ClientSecrets secrets;
    private final AuditTrail trail;
    private final Clock clock;

    public FirstClients(
            ClientStore clients, DocumentStore store, ClientSecrets secrets, AuditTrail trail, Clock clock) {
        this.clients = clients;
        this.markers = store.open(MARKERS);
        this.secrets = secrets;
        this.trail = trail;
        this.clock = clock;
    }

    /** Creates what is missing. Safe to repeat, and on several nodes at once. */
    public void create(String issuer, Optional<BootstrapCredentials> bootstrap) {
        boolean emptyStore = markers.get(MARKER).isEmpty();
        Instant now = clock.instant();
        if (emptyStore) {
            bootstrap.ifPresent(credentials -> createMissing(bootstrapClient(credentials, now)));
        }
        bootstrap.ifPresent(this::reportDifference);
        BuiltInClients.all(issuer, now).forEach(this::createMissing);
        if (emptyStore) {
            markers.insert(MARKER, new FirstStart(now), ChangeId.unannounced());
        }
    }

    private Client bootstrapClient(BootstrapCredentials credentials, Instant now) {
        return Client.builder(credentials.id(), ClientKind.BOOTSTRAP, now)
                .name("Bootstrap client")
                .secretHash(secrets.hash(credentials.secret()))
                .grantTypes(List.of(GrantType.CLIENT_CREDENTIALS))
                .scopes(List.of(Client.GATEHOUSE_SCOPE))
                .build();
    }

    private void createMissing(Client client) {
        if (clients.findWithTombstone(client.clientId()).isPresent()) {
            return;
        }
        ChangeEvent intent = ChangeEvent.intent("client.created", new Target("client", client.id()), "system");
        trail.change(Actor.system(), intent, change -> {
            WriteResult result = clients.insert(client, change);
            return new AuditTrail.Effect<>(
                    result, result.written() ? intent.succeeded(List.of()) : intent.refused("exists"));
        });
    }

    private void reportDifference(BootstrapCredentials credentials) {
        Optional<Client> client = clients.find(credentials.id()).map(stored -> stored.value());
        if (client.isEmpty()) {
            log.warn(
                    "GATEHOUSE_BOOTSTRAP_CLIENT_ID names {}, which does not exist: a bootstrap client is created at the"
                            + " first start only, and a deleted one stays deleted",
                    credentials.id());
        } else if (!secrets.matches(client.get(), credentials.secret(), clock.instant())) {
            log.warn(
                    "GATEHOUSE_BOOTSTRAP_CLIENT_SECRET differs from the secret of {}; it is not applied, change the"
                            + " client's secret through the API",
                    credentials.id());
        }
    }
}
