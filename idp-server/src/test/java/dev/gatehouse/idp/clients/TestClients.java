package dev.gatehouse.idp.clients;

import java.time.Instant;
import java.util.List;

/** Clients for tests. */
public final class TestClients {

    public static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");

    private TestClients() {}

    /** A service with some secret. */
    public static ClientBuilder service(String id) {
        return Client.builder(new ClientId(id), ClientKind.REGISTERED, CREATED)
                .secretHash("hash")
                .grantTypes(List.of(GrantType.CLIENT_CREDENTIALS))
                .scopes(List.of("read", "write"));
    }

    /** A public client that signs people in. */
    public static ClientBuilder publicClient(String id) {
        return Client.builder(new ClientId(id), ClientKind.REGISTERED, CREATED)
                .authMethod(ClientAuthMethod.NONE)
                .grantTypes(List.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN))
                .responseTypes(List.of("code"))
                .redirectUris(List.of("https://app.example/callback"))
                .scopes(List.of("openid"));
    }
}
