package dev.gatehouse.idp.tokens;

import dev.gatehouse.idp.clients.Client;
import dev.gatehouse.idp.clients.ClientId;
import dev.gatehouse.idp.clients.ClientKind;
import dev.gatehouse.idp.clients.GrantType;
import dev.gatehouse.idp.clients.KnownClient;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Clients, access and sign-ins to mint tokens from. */
public final class TestTokens {

    public static final String ISSUER = "https://id.example";
    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private TestTokens() {}

    /** A service that uses client_credentials. */
    public static Client service() {
        return Client.builder(new ClientId("service-1"), ClientKind.REGISTERED, NOW)
                .secretHash("hash")
                .grantTypes(List.of(GrantType.CLIENT_CREDENTIALS))
                .scopes(List.of("read", "write", Client.GATEHOUSE_SCOPE))
                .build();
    }

    /** The access of a service to itself. */
    public static GrantedAccess access(Client client, String... scopes) {
        return access(client, List.of(), scopes);
    }

    /** The access of a service in these roles to itself. */
    public static GrantedAccess access(Client client, List<String> roles, String... scopes) {
        return new GrantedAccess(
                KnownClient.of(client), client.id(), List.of(scopes), List.of(), client.workspace(), roles, null, null);
    }

    /** The access of a service for a person who signed in. */
    public static GrantedAccess accessOf(
            String subject, long generation, @Nullable String session, @Nullable String grant) {
        return new GrantedAccess(
                KnownClient.of(service()),
                subject,
                List.of("read"),
                List.of(),
                "system",
                List.of("users"),
                new SignIn(generation, NOW, "aal1", List.of("pwd"), session),
                grant);
    }
}
