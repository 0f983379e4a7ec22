package dev.gatehouse.idp.clients;

import java.time.Instant;
import java.util.List;

/**
 * The clients that are there from the first start.
 *
 * <p>{@code webapp} is the web console, {@code openapi} the API's interactive page, {@code agent} programs that act for
 * a person. All are public and use PKCE (RFC 7636).
 */
public final class BuiltInClients {

    public static final ClientId WEBAPP = new ClientId("webapp");
    public static final ClientId AGENT = new ClientId("agent");
    public static final ClientId OPENAPI = new ClientId("openapi");

    private BuiltInClients() {}

    /** @param issuer our issuer, without a slash at the end */
    static List<Client> all(String issuer, Instant now) {
        return List.of(
                signIn(WEBAPP, "Gatehouse console", now)
                        .redirectUris(List.of(issuer + "/admin/callback"))
                        .postLogoutRedirectUris(List.of(issuer + "/admin/"))
                        .build(),
                signIn(OPENAPI, "Gatehouse API page", now)
                        .redirectUris(List.of(issuer + "/api/oauth-callback"))
                        .build(),
                signIn(AGENT, "Gatehouse agent", now)
                        // RFC 8252 section 7.3: the port of a loopback redirect is the program's to choose.
                        .redirectUris(List.of("http://127.0.0.1/callback", "http://[::1]/callback"))
                        .grantTypes(
                                List.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN, GrantType.DEVICE_CODE))
                        .build());
    }

    private static ClientBuilder signIn(ClientId id, String name, Instant now) {
        return Client.builder(id, ClientKind.BUILT_IN, now)
                .name(name)
                .authMethod(ClientAuthMethod.NONE)
                .grantTypes(List.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN))
                .responseTypes(List.of("code"))
                .scopes(List.of("openid", "profile", "email", "offline_access", Client.GATEHOUSE_SCOPE))
                .defaultScopes(List.of("openid", Client.GATEHOUSE_SCOPE));
    }
}
