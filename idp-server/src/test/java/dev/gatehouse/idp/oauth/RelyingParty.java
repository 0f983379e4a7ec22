package dev.gatehouse.idp.oauth;

import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.clients.Client;
import dev.gatehouse.idp.clients.ClientAuthMethod;
import dev.gatehouse.idp.clients.ClientBuilder;
import dev.gatehouse.idp.clients.ClientId;
import dev.gatehouse.idp.clients.ClientKind;
import dev.gatehouse.idp.clients.ClientSecrets;
import dev.gatehouse.idp.clients.ClientStore;
import dev.gatehouse.idp.clients.GrantType;
import dev.gatehouse.idp.storage.ChangeId;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of a test server that signs people in with the authorization code grant and PKCE. */
public final class RelyingParty {

    public static final String REDIRECT_URI = "https://app.example/callback";
    public static final String SECRET = "secret-of-every-relying-party-here";
    public static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    /** RFC 7636 appendix B. */
    public static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private final TestServer server;
    private final Client client;

    private RelyingParty(TestServer server, Client client) {
        this.server = server;
        this.client = client;
    }

    /** A confidential client with every scope, which needs no consent. */
    public static RelyingParty confidential(TestServer server) {
        return confidential(server, UnaryOperator.identity());
    }

    public static RelyingParty confidential(TestServer server, UnaryOperator<ClientBuilder> more) {
        return add(
                server,
                more.apply(builder()
                        .authMethod(ClientAuthMethod.CLIENT_SECRET_BASIC)
                        .secretHash(server.bean(ClientSecrets.class).hash(SECRET))));
    }

    /** A public client. */
    public static RelyingParty open(TestServer server) {
        return open(server, UnaryOperator.identity());
    }

    public static RelyingParty open(TestServer server, UnaryOperator<ClientBuilder> more) {
        return add(server, more.apply(builder().authMethod(ClientAuthMethod.NONE)));
    }

    private static ClientBuilder builder() {
        return Client.builder(
                        new ClientId("rp-" + UUID.randomUUID()),
                        ClientKind.REGISTERED,
                        Instant.parse("2026-01-01T00:00:00Z"))
                .name("Relying party")
                .grantTypes(List.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN, GrantType.DEVICE_CODE))
                .responseTypes(List.of("code"))
                .redirectUris(List.of(REDIRECT_URI))
                .postLogoutRedirectUris(List.of("https://app.example/signed-out"))
                .scopes(List.of("openid", "profile", "email", "address", "phone", "offline_access"))
                .defaultScopes(List.of("openid"));
    }

    private static RelyingParty add(TestServer server, ClientBuilder builder) {
        Client client = builder.build();
        server.bean(ClientStore.class).insert(client, ChangeId.unannounced());
        return new RelyingParty(server, client);
    }

    public String id() {
        return client.id();
    }

    public Client client() {
        return client;
    }

    /** A request for {@code openid} with state, nonce and PKCE, changed as wished; an empty value leaves one out. */
    public Map<String, String> request(String... changes) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("client_id", id());
        parameters.put("redirect_uri", REDIRECT_URI);
        parameters.put("response_type", "code");
        parameters.put("scope", "openid");
        parameters.put("state", "af0ifjsldkj");
        parameters.put("nonce", "n-0S6_WzA2Mj");
        parameters.put("code_challenge", CHALLENGE);
        parameters.put("code_challenge_method", "S256");
        for (int i = 0; i < changes.length; i += 2) {
            if (changes[i + 1].isEmpty()) {
                parameters.remove(changes[i]);
            } else {
                parameters.put(changes[i], changes[i + 1]);
            }
        }
        return parameters;
    }

    /** The path and query of {@link #request}. */
    public String authorize(String... changes) {
        return "/oauth2/authorize?" + TestServer.encoded(request(changes));
    }

    /** A code for the person of a browser. */
    public String code(ScriptedBrowser browser, String... changes) {
        return ScriptedBrowser.code(browser.follow(browser.get(authorize(changes))));
    }

    public HttpResponse<String> redeem(String code, String... changes) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", REDIRECT_URI);
        form.put("code_verifier", VERIFIER);
        return token(form, changes);
    }

    public HttpResponse<String> refresh(String token, String... changes) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", token);
        return token(form, changes);
    }

    private HttpResponse<String> token(Map<String, String> form, String... changes) {
        for (int i = 0; i < changes.length; i += 2) {
            form.put(changes[i], changes[i + 1]);
        }
        form.values().removeIf(String::isEmpty);
        return post("/oauth2/token", form);
    }

    /** Posts a form as this client. */
    public HttpResponse<String> post(String path, Map<String, String> form) {
        if (client.publicClient()) {
            Map<String, String> named = new LinkedHashMap<>(form);
            named.put("client_id", id());
            return server.post(path, named);
        }
        return server.post(path, form, id(), SECRET);
    }

    /** The tokens of a fresh authorization. */
    public JsonNode tokens(ScriptedBrowser browser, String... changes) {
        return TestServer.json(redeem(code(browser, changes)));
    }

    /** The claims of a JWT, unverified. */
    public static JsonNode claims(String jwt) {
        return JsonMapper.shared()
                .readTree(new String(Base64.getUrlDecoder().decode(jwt.split("\\.", -1)[1]), StandardCharsets.UTF_8));
    }

    public static String challenge(String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
