package dev.gatehouse.idp.oauth;

import static dev.gatehouse.idp.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.clients.Client;
import dev.gatehouse.idp.clients.ClientRegistry;
import dev.gatehouse.idp.clients.ClientStatus;
import dev.gatehouse.idp.clients.ClientStore;
import dev.gatehouse.idp.storage.Stored;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Calls from the pages of clients, as browsers make them (Fetch, "CORS protocol").
 *
 * @see <a href="https://fetch.spec.whatwg.org/#http-cors-protocol">Fetch, CORS protocol</a>
 */
class CrossOriginTest {

    private static final String CONFIGURED = "https://configured.example";

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded().with("gatehouse.cors-allowed-origins", CONFIGURED);

    private static Optional<String> allowed(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
        return answer.headers().firstValue("Access-Control-Allow-Origin");
    }

    private static HttpResponse<String> preflight(String path, String origin, String method) {
        return SERVER.send(SERVER.request(path)
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("Origin", origin)
                .header("Access-Control-Request-Method", method)
                .header("Access-Control-Request-Headers", "authorization,content-type"));
    }

    private static Optional<String> allowed(String origin) {
        return allowed(preflight("/oauth2/token", origin, "POST"));
    }

    private static HttpResponse<String> post(String path, String origin, Map<String, String> form) {
        return SERVER.send(SERVER.form(path, TestServer.encoded(form)).header("Origin", origin));
    }

    private static RelyingParty openWith(String redirectUri) {
        return RelyingParty.open(SERVER, builder -> builder.redirectUris(List.of(redirectUri)));
    }

    private static Stored<Client> stored(RelyingParty client) {
        return SERVER.bean(ClientStore.class).find(client.client().clientId()).orElseThrow();
    }

    @Nested
    class Preflights {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/oauth2/token",
                    "/oauth2/revoke",
                    "/oauth2/par",
                    "/oauth2/device_authorization",
                    "/userinfo",
                    "/api/v1/me"
                })
        void preflightsWhenTheOriginIsARegisteredClientsThenAllowed(String path) {
            openWith("https://spa.example/callback");

            HttpResponse<String> answer = preflight(path, "https://spa.example", "POST");

            assertThat(answer.statusCode()).isEqualTo(204);
            assertThat(allowed(answer)).contains("https://spa.example");
            assertThat(answer.headers().firstValue("Vary")).contains("Origin");
            assertThat(answer.headers()
                            .firstValue("Access-Control-Allow-Methods")
                            .orElseThrow())
                    .contains("POST");
            assertThat(answer.headers()
                            .firstValue("Access-Control-Allow-Headers")
                            .orElseThrow()
                            .toLowerCase(java.util.Locale.ROOT))
                    .contains("authorization", "content-type");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/oauth2/introspect",
                    "/oauth2/authorize",
                    "/oauth2/device_verification",
                    "/connect/logout",
                    "/login",
                    "/account/"
                })
        void preflightsWhenNoPageOfAClientCallsThereThenNotAllowed(String path) {
            assertThat(allowed(preflight(path, CONFIGURED, "POST"))).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"})
        void preflightsWhenMetadataThenAnyOriginWithoutCredentials(String path) {
            HttpResponse<String> answer = preflight(path, "https://anybody.example", "GET");

            assertThat(answer.statusCode()).isEqualTo(204);
            assertThat(allowed(answer)).contains("*");
            assertThat(answer.headers().firstValue("Access-Control-Allow-Methods"))
                    .contains("GET");
        }
    }

    @Nested
    class Requests {

        private final RelyingParty client = openWith("https://app.example/callback");

        @Test
        void callsWhenAPageGetsTokensThenItMayReadEveryAnswer() {
            ScriptedBrowser browser = new ScriptedBrowser(SERVER).signIn(People.somebody(SERVER));
            String code = client.code(browser);

            HttpResponse<String> answer = post(
                    "/oauth2/token",
                    "https://app.example",
                    Map.of(
                            "grant_type",
                            "authorization_code",
                            "client_id",
                            client.id(),
                            "code",
                            code,
                            "redirect_uri",
                            RelyingParty.REDIRECT_URI,
                            "code_verifier",
                            RelyingParty.VERIFIER));
            JsonNode tokens = json(answer);
            HttpResponse<String> userinfo = SERVER.send(SERVER.request("/userinfo")
                    .header("Origin", "https://app.example")
                    .header(
                            "Authorization",
                            "Bearer " + tokens.get("access_token").asString()));
            HttpResponse<String> revoked = post(
                    "/oauth2/revoke",
                    "https://app.example",
                    Map.of(
                            "client_id",
                            client.id(),
                            "token",
                            tokens.get("refresh_token").asString()));

            assertThat(List.of(answer, userinfo, revoked)).allSatisfy(one -> {
                assertThat(one.statusCode()).isEqualTo(200);
                assertThat(allowed(one)).contains("https://app.example");
            });
        }

        @Test
        void callsWhenTheAnswerIsAnErrorThenThePageMayReadIt() {
            HttpResponse<String> invalidGrant = post(
                    "/oauth2/token",
                    "https://app.example",
                    Map.of("grant_type", "authorization_code", "client_id", client.id(), "code", "x"));
            HttpResponse<String> invalidToken = SERVER.send(SERVER.request("/userinfo")
                    .header("Origin", "https://app.example")
                    .header("Authorization", "Bearer x"));

            assertThat(invalidGrant.statusCode()).isEqualTo(400);
            assertThat(invalidToken.statusCode()).isEqualTo(401);
            assertThat(allowed(invalidGrant)).contains("https://app.example");
            assertThat(allowed(invalidToken)).contains("https://app.example");
            assertThat(invalidToken
                            .headers()
                            .firstValue("Access-Control-Expose-Headers")
                            .orElseThrow())
                    .contains("WWW-Authenticate");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://app.example.evil.example",
                    "http://app.example",
                    "https://app.example:444",
                    "https://APP.example",
                    "https://app.example/",
                    "null",
                    "+",
                    "*",
                    ""
                })
        void callsWhenTheOriginIsAnotherThenThePageMayNotRead(String origin) {
            HttpResponse<String> answer = post("/oauth2/token", origin, Map.of("client_id", client.id()));

            assertThat(allowed(answer)).isEmpty();
            assertThat(answer.headers().firstValue("Vary")).contains("Origin");
        }
    }

    @Nested
    class WhoseOrigins {

        @Test
        void allowsWhenConfigured() {
            assertThat(allowed(CONFIGURED)).contains(CONFIGURED);
        }

        @Test
        void allowsWhenARedirectUriHasTheUsualPortThenTheOriginWithoutIt() {
            openWith("https://ported.example:443/callback");

            assertThat(allowed("https://ported.example")).isPresent();
        }

        @Test
        void allowsWhenTheClientIsConfidentialThenOnlyWhatIsRegistered() {
            RelyingParty.confidential(
                    SERVER, builder -> builder.redirectUris(List.of("https://server.example/callback")));
            RelyingParty.confidential(
                    SERVER,
                    builder -> builder.redirectUris(List.of("https://mixed.example/callback"))
                            .webOrigins(List.of("+", "https://extra.example")));

            assertThat(allowed("https://server.example")).isEmpty();
            assertThat(allowed("https://mixed.example")).isPresent();
            assertThat(allowed("https://extra.example")).isPresent();
        }

        @Test
        void allowsWhenAPublicClientHasAListThenNotItsRedirectUris() {
            RelyingParty.open(
                    SERVER,
                    builder -> builder.redirectUris(List.of("https://native.example/callback"))
                            .webOrigins(List.of("capacitor://localhost")));

            assertThat(allowed("https://native.example")).isEmpty();
            assertThat(allowed("capacitor://localhost")).isPresent();
        }

        @Test
        void allowsWhenTheClientIsDeletedThenNoMore() {
            RelyingParty client = openWith("https://leaving.example/callback");
            RelyingParty other = openWith("https://leaving.example/other");
            ClientRegistry registry = SERVER.bean(ClientRegistry.class);
            assertThat(allowed("https://leaving.example")).isPresent();

            registry.delete(Actor.system(), stored(client));
            assertThat(allowed("https://leaving.example")).as("the other's").isPresent();
            registry.delete(Actor.system(), stored(other));
            assertThat(allowed("https://leaving.example")).isEmpty();
        }

        @Test
        void allowsWhenTheClientIsDisabledThenNotUntilItIsEnabled() {
            RelyingParty client = openWith("https://resting.example/callback");
            ClientRegistry registry = SERVER.bean(ClientRegistry.class);

            registry.update(Actor.system(), stored(client), edit -> edit.status(ClientStatus.DISABLED));
            assertThat(allowed("https://resting.example")).isEmpty();
            registry.update(Actor.system(), stored(client), edit -> edit.status(ClientStatus.ACTIVE));
            assertThat(allowed("https://resting.example")).isPresent();
        }

        @Test
        void allowsWhenTheRedirectUriMovesThenTheNewOriginAlone() {
            RelyingParty client = openWith("https://old.example/callback");
            assertThat(allowed("https://old.example")).isPresent();

            SERVER.bean(ClientRegistry.class)
                    .update(
                            Actor.system(),
                            stored(client),
                            edit -> edit.redirectUris(List.of("https://new.example/callback")));

            assertThat(allowed("https://old.example")).isEmpty();
            assertThat(allowed("https://new.example")).isPresent();
        }
    }
}
