package dev.gatehouse.idp.oauth;

import static dev.gatehouse.idp.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.clients.Client;
import dev.gatehouse.idp.clients.ScopeAudience;
import dev.gatehouse.idp.clients.TestClients;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Resource Indicators for OAuth 2.0 (RFC 8707). */
class ResourceIndicatorsTest {

    private static final String ORDERS = "https://orders.example/api";
    private static final String STOCK = "https://stock.example";
    private static final String INVOICES = "https://invoices.example/v1";
    private static final String OTHER = "https://other.example";

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded();

    private static final RegisteredClients CLIENTS = new RegisteredClients(SERVER);

    private final RelyingParty client = RelyingParty.confidential(
            SERVER,
            builder -> builder.audiences(List.of(ORDERS, STOCK))
                    .scopeAudiences(List.of(new ScopeAudience("email", List.of(INVOICES)))));
    private final ScriptedBrowser browser = new ScriptedBrowser(SERVER).signIn(People.somebody(SERVER));

    @BeforeAll
    static void register() {
        CLIENTS.add(TestClients.service("plain").scopes(List.of("read", Client.GATEHOUSE_SCOPE)));
        CLIENTS.add(TestClients.service("shop")
                .scopes(List.of("read", "invoices", Client.GATEHOUSE_SCOPE))
                .audiences(List.of(ORDERS, "stock"))
                .scopeAudiences(List.of(new ScopeAudience("invoices", List.of(INVOICES)))));
    }

    private static List<String> audience(JsonNode tokens) {
        return audience(tokens.get("access_token").asString());
    }

    private static List<String> audience(String accessToken) {
        JsonNode aud = RelyingParty.claims(accessToken).get("aud");
        List<String> all = new ArrayList<>();
        if (aud.isArray()) {
            aud.forEach(one -> all.add(one.asString()));
        } else {
            all.add(aud.asString());
        }
        return all;
    }

    private static String parameters(String... resources) {
        var text = new StringBuilder();
        for (String resource : resources) {
            text.append("&resource=").append(URLEncoder.encode(resource, StandardCharsets.UTF_8));
        }
        return text.toString();
    }

    private static HttpResponse<String> post(String path, String id, Map<String, String> form, String... resources) {
        return SERVER.send(SERVER.form(path, TestServer.encoded(form) + parameters(resources))
                .header("Authorization", TestServer.basic(id, secret(id))));
    }

    private static String secret(String id) {
        return id.startsWith("rp-") ? RelyingParty.SECRET : RegisteredClients.SECRET;
    }

    private static void assertInvalidTarget(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(json(answer).get("error").asString()).isEqualTo("invalid_target");
    }

    @Nested
    class WithoutAResource {

        private List<String> audienceOf(String id, String scope) {
            return audience(CLIENTS.token(id, scope));
        }

        @Test
        void issuesWhenNothingIsRegisteredThenForTheClientItself() {
            assertThat(audienceOf("plain", "read")).containsExactly("plain");
        }

        @Test
        void issuesWhenTheClientHasAudiencesThenForThem() {
            assertThat(audienceOf("shop", "read")).containsExactly(ORDERS, "stock");
        }

        @Test
        void issuesWhenAScopeHasAnAudienceThenForItAsWell() {
            assertThat(audienceOf("shop", "read invoices")).containsExactly(ORDERS, "stock", INVOICES);
        }

        @Test
        void issuesWhenTheScopeIsGatehouseThenForUsAsWell() {
            assertThat(audienceOf("plain", "read gatehouse")).containsExactly("plain", SERVER.issuer());
            assertThat(audienceOf("shop", "gatehouse")).containsExactly(ORDERS, "stock", SERVER.issuer());
        }

        /** Whatever the store says: registration refuses it. */
        @Test
        void issuesWhenOurIssuerIsAnAudienceThenNotWithoutTheScope() {
            CLIENTS.add(TestClients.service("sly")
                    .scopes(List.of("read", Client.GATEHOUSE_SCOPE))
                    .audiences(List.of(SERVER.issuer()))
                    .scopeAudiences(List.of(new ScopeAudience("read", List.of(SERVER.issuer())))));

            assertThat(audienceOf("sly", "read")).containsExactly("sly");
            assertInvalidTarget(post(
                    "/oauth2/token",
                    "sly",
                    Map.of("grant_type", "client_credentials", "scope", "read"),
                    SERVER.issuer()));
        }
    }

    @Nested
    class ClientCredentials {

        private HttpResponse<String> ask(String id, String scope, String... resources) {
            return post("/oauth2/token", id, Map.of("grant_type", "client_credentials", "scope", scope), resources);
        }

        @Test
        void issuesWhenTheResourceIsTheClientsThenForItAlone() {
            assertThat(audience(json(ask("shop", "read", ORDERS)))).containsExactly(ORDERS);
            assertThat(audience(json(ask("shop", "read invoices", INVOICES, ORDERS))))
                    .containsExactly(INVOICES, ORDERS);
            assertThat(audience(json(ask("shop", "read", ORDERS, ORDERS)))).containsExactly(ORDERS);
        }

        @Test
        void issuesWhenTheResourceIsNotTheClientsThenInvalidTarget() {
            assertInvalidTarget(ask("shop", "read", OTHER));
            assertInvalidTarget(ask("shop", "read", ORDERS, OTHER));
            assertInvalidTarget(ask("plain", "read", ORDERS));
            assertInvalidTarget(ask("shop", "read", ORDERS + "/"));
        }

        @Test
        void issuesWhenTheScopeOfTheResourceIsMissingThenInvalidTarget() {
            assertInvalidTarget(ask("shop", "read", INVOICES));
        }

        @ParameterizedTest
        @ValueSource(strings = {"stock", "//orders.example", "/api", ORDERS + "#x", "https://orders.example/ x"})
        void issuesWhenTheResourceIsNoAbsoluteUriThenInvalidTarget(String resource) {
            assertInvalidTarget(ask("shop", "read", resource));
        }

        @Test
        void issuesWhenTheResourceIsUsThenOnlyWithTheScope() {
            assertThat(audience(json(ask("shop", "gatehouse", SERVER.issuer()))))
                    .containsExactly(SERVER.issuer());
            assertInvalidTarget(ask("shop", "read", SERVER.issuer()));
        }

        @Test
        void callsOurApiWhenTheTokenWasAskedForAnotherResourceThenRefused() {
            String token =
                    json(ask("shop", "gatehouse", ORDERS)).get("access_token").asString();

            assertThat(SERVER.get("/api/v1/clients", token).statusCode()).isEqualTo(401);
        }

        @Test
        void issuesWhenTheResourceIsEmptyThenAsIfLeftOut() {
            assertThat(audience(json(ask("shop", "read", "")))).containsExactly(ORDERS, "stock");
        }
    }

    @Nested
    class AuthorizationCode {

        private String code(String scope, String... resources) {
            return ScriptedBrowser.code(
                    browser.follow(browser.get(client.authorize("scope", scope) + parameters(resources))));
        }

        private HttpResponse<String> redeem(String code, String... resources) {
            return post(
                    "/oauth2/token",
                    client.id(),
                    Map.of(
                            "grant_type",
                            "authorization_code",
                            "code",
                            code,
                            "redirect_uri",
                            RelyingParty.REDIRECT_URI,
                            "code_verifier",
                            RelyingParty.VERIFIER),
                    resources);
        }

        private HttpResponse<String> refresh(JsonNode tokens, String scope, String... resources) {
            Map<String, String> form = new LinkedHashMap<>();
            form.put("grant_type", "refresh_token");
            form.put("refresh_token", tokens.get("refresh_token").asString());
            if (!scope.isEmpty()) {
                form.put("scope", scope);
            }
            return post("/oauth2/token", client.id(), form, resources);
        }

        @Test
        void authorizesWhenResourcesAreAskedForThenTheTokenIsForThem() {
            assertThat(audience(json(redeem(code("openid", ORDERS, STOCK))))).containsExactly(ORDERS, STOCK);
        }

        @Test
        void authorizesWhenTheResourceIsNotTheClientsThenInvalidTargetAtTheClient() {
            HttpResponse<String> answer = browser.follow(browser.get(client.authorize() + parameters(ORDERS, OTHER)));

            assertThat(ScriptedBrowser.query(answer))
                    .containsEntry("error", "invalid_target")
                    .containsEntry("state", "af0ifjsldkj")
                    .containsEntry("iss", SERVER.issuer());
        }

        @Test
        void redeemsWhenFewerAreAskedForThenForThose() {
            assertThat(audience(json(redeem(code("openid", ORDERS, STOCK), STOCK))))
                    .containsExactly(STOCK);
        }

        @Test
        void redeemsWhenMoreAreAskedForThenInvalidTargetAndTheCodeIsStillGood() {
            String code = code("openid", ORDERS);

            assertInvalidTarget(redeem(code, STOCK));
            assertThat(audience(json(redeem(code, ORDERS)))).containsExactly(ORDERS);
        }

        @Test
        void redeemsWhenTheRequestHadNoneThenAnyOfTheClients() {
            assertThat(audience(json(redeem(code("openid"), STOCK)))).containsExactly(STOCK);
            assertInvalidTarget(redeem(code("openid"), OTHER));
        }

        @Test
        void refreshesWhenFewerAreAskedForThenForThoseAndLaterForAllAgain() {
            JsonNode first = json(redeem(code("openid", ORDERS, STOCK), ORDERS));
            JsonNode second = json(refresh(first, "", STOCK));
            JsonNode third = json(refresh(second, ""));

            assertThat(audience(second)).containsExactly(STOCK);
            assertThat(audience(third)).containsExactly(ORDERS, STOCK);
        }

        @Test
        void refreshesWhenMoreAreAskedForThenInvalidTargetAndTheRefreshTokenIsStillGood() {
            JsonNode tokens = json(redeem(code("openid", ORDERS)));

            assertInvalidTarget(refresh(tokens, "", STOCK));
            assertInvalidTarget(refresh(tokens, "", ORDERS, OTHER));
            assertThat(audience(json(refresh(tokens, "", ORDERS)))).containsExactly(ORDERS);
        }

        @Test
        void refreshesWhenTheScopeOfAResourceIsLeftOutThenNotForIt() {
            JsonNode tokens = json(redeem(code("openid email", INVOICES, STOCK)));
            JsonNode narrowed = json(refresh(tokens, "openid"));

            assertThat(audience(tokens)).containsExactly(INVOICES, STOCK);
            assertThat(audience(narrowed)).containsExactly(STOCK);
            assertInvalidTarget(refresh(narrowed, "openid", INVOICES));
        }

        @Test
        void refreshesWhenNoResourceIsLeftThenInvalidTarget() {
            JsonNode tokens = json(redeem(code("openid email", INVOICES)));

            assertInvalidTarget(refresh(tokens, "openid"));
        }
    }

    @Nested
    class PushedRequests {

        @Test
        void pushesWhenResourcesAreRepeatedThenTheTokenIsForAll() {
            HttpResponse<String> pushed = post("/oauth2/par", client.id(), client.request(), ORDERS, STOCK);
            assertThat(pushed.statusCode()).as(pushed.body()).isEqualTo(201);
            HttpResponse<String> answer = browser.get("/oauth2/authorize?"
                    + TestServer.encoded(Map.of(
                            "client_id",
                            client.id(),
                            "request_uri",
                            json(pushed).get("request_uri").asString())));

            JsonNode tokens = json(client.redeem(ScriptedBrowser.code(browser.follow(answer))));
            assertThat(audience(tokens)).containsExactly(ORDERS, STOCK);
        }

        @Test
        void pushesWhenTheResourceIsNotTheClientsThenInvalidTarget() {
            assertInvalidTarget(post("/oauth2/par", client.id(), client.request(), OTHER));
        }
    }

    @Nested
    class Devices {

        @Test
        void startsWhenResourcesAreAskedForThenTheTokenIsForThemOrFewer() {
            HttpResponse<String> started =
                    post("/oauth2/device_authorization", client.id(), Map.of("scope", "openid"), ORDERS, STOCK);
            assertThat(started.statusCode()).as(started.body()).isEqualTo(200);
            JsonNode codes = json(started);
            HttpResponse<String> question = browser.submit(
                    browser.get("/oauth2/device_verification"),
                    "user_code",
                    codes.get("user_code").asString());
            browser.submit(question, "answer", "allow");
            Map<String, String> poll = Map.of(
                    "grant_type",
                    "urn:ietf:params:oauth:grant-type:device_code",
                    "device_code",
                    codes.get("device_code").asString());

            assertInvalidTarget(post("/oauth2/token", client.id(), poll, OTHER));
            assertThat(audience(json(post("/oauth2/token", client.id(), poll, STOCK))))
                    .containsExactly(STOCK);
        }

        @Test
        void startsWhenTheResourceIsNotTheClientsThenInvalidTarget() {
            assertInvalidTarget(post("/oauth2/device_authorization", client.id(), Map.of("scope", "openid"), OTHER));
        }
    }
}
