package dev.gatehouse.idp.admin;

import dev.gatehouse.idp.api.AccessPolicy;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.JsonText;
import dev.gatehouse.idp.api.Members;
import dev.gatehouse.idp.clients.Client;
import dev.gatehouse.idp.clients.ClientBuilder;
import dev.gatehouse.idp.clients.ClientId;
import dev.gatehouse.idp.clients.ClientKind;
import dev.gatehouse.idp.tokens.Caller;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** Makes of a request body the client that it asks for. */
public final class ClientDrafts {

    /** Narrower than {@link ClientId}: what stands in a path and a form without escapes. */
    private static final Pattern CHOSEN_ID = Pattern.compile("[A-Za-z0-9._~-]{1," + ClientId.MAX_LENGTH + "}");

    /** What may be changed of a built-in client. */
    private static final Set<String> OPEN_WHEN_BUILT_IN =
            Set.of("status", "access_token_lifetime", "refresh_token_lifetime", "consent_required");

    private final String issuer;
    private final AccessPolicy policy;
    private final Clock clock;
    private final SecureRandom random;

    public ClientDrafts(String issuer, AccessPolicy policy, Clock clock, SecureRandom random) {
        this.issuer = issuer;
        this.policy = policy;
        this.clock = clock;
        this.random = random;
    }

    /** A client to register. */
    Checked<ClientBuilder> create(ObjectNode body, Caller caller) {
        return mayShare(caller, "clients:all").then(mayShare -> create(body, caller, mayShare));
    }

    private Checked<ClientBuilder> create(ObjectNode body, Caller caller, boolean mayShare) {
        return Members.read(body, members -> {
            ClientId id = members.text("client_id", ClientId.MAX_LENGTH)
                    .filter(chosen -> {
                        boolean fits = CHOSEN_ID.matcher(chosen).matches();
                        if (!fits) {
                            members.violation("client_id", "invalid-characters", "must be of A-Z a-z 0-9 . _ ~ -");
                        }
                        return fits;
                    })
                    .map(ClientId::new)
                    .orElseGet(this::newId);
            UnaryOperator<ClientBuilder> metadata = ClientForm.read(members, issuer, mayShare);
            return metadata.apply(
                    Client.builder(id, ClientKind.REGISTERED, clock.instant()).workspace(caller.workspace()));
        });
    }

    /** What a merge patch makes of a client. */
    Checked<UnaryOperator<ClientBuilder>> patch(Client client, ObjectNode patch, Caller caller) {
        return mayShare(caller, "client:" + client.id()).then(mayShare -> patch(client, patch, mayShare));
    }

    private Checked<UnaryOperator<ClientBuilder>> patch(Client client, ObjectNode patch, boolean mayShare) {
        ObjectNode before = JsonText.asRead(ClientJson.of(client));
        ObjectNode patched = MergePatch.apply(before, patch);
        return Members.read(patched, members -> {
            ReadOnly.check(members, before, patched, ClientJson.READ_ONLY);
            if (client.kind() == ClientKind.BUILT_IN) {
                checkBuiltIn(members, before, patched);
            }
            return ClientForm.read(members, issuer, mayShare);
        });
    }

    /** Who has our own scope acts for those who sign in, so giving it away is sharing. */
    private Checked<Boolean> mayShare(Caller caller, String object) {
        return policy.may(caller, "share", object);
    }

    private static void checkBuiltIn(Members members, ObjectNode before, ObjectNode patched) {
        var names = new TreeSet<String>(before.propertyNames());
        names.addAll(patched.propertyNames());
        names.removeAll(OPEN_WHEN_BUILT_IN);
        names.removeAll(ClientJson.READ_ONLY);
        for (String name : names) {
            if (!Objects.equals(before.get(name), patched.get(name))) {
                members.violation(name, "built-in", "of a built-in client cannot be changed");
            }
        }
    }

    private ClientId newId() {
        byte[] bits = new byte[16];
        random.nextBytes(bits);
        return new ClientId(HexFormat.of().formatHex(bits));
    }
}
