package dev.gatehouse.idp.oauth;

import static dev.gatehouse.idp.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.clients.GrantType;
import dev.gatehouse.idp.grants.Consents;
import dev.gatehouse.idp.grants.Race;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** OAuth 2.0 Device Authorization Grant (RFC 8628). */
class DeviceGrantTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded();

    private final RelyingParty client = RelyingParty.open(SERVER);
    private final Account person = People.somebody(SERVER);
    private final ScriptedBrowser browser = new ScriptedBrowser(SERVER).signIn(person);

    /** Sections 3.1 and 3.2. */
    @Nested
    class Starting {

        @Test
        void startsWhenTheClientMayThenTwoCodesAndWhereToGo() {
            HttpResponse<String> answer = client.post("/oauth2/device_authorization", Map.of("scope", "openid"));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
            JsonNode codes = json(answer);
            assertThat(codes.get("user_code").asString())
                    .matches("[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}");
            assertThat(codes.get("verification_uri").asString())
                    .isEqualTo(SERVER.issuer() + "/oauth2/device_verification");
            assertThat(codes.get("verification_uri_complete").asString())
                    .isEqualTo(SERVER.issuer() + "/oauth2/device_verification?user_code="
                            + codes.get("user_code").asString());
            assertThat(codes.get("expires_in").asInt()).isEqualTo(600);
            assertThat(codes.get("interval").asInt()).isEqualTo(5);
        }

        @Test
        void startsWhenTheClientMayNotThenRefused() {
            RelyingParty other = RelyingParty.confidential(
                    SERVER, builder -> builder.grantTypes(List.of(GrantType.AUTHORIZATION_CODE)));

            assertThat(error(other.post("/oauth2/device_authorization", Map.of())))
                    .isEqualTo("unauthorized_client");
            assertThat(error(client.post("/oauth2/device_authorization", Map.of("scope", "openid gatehouse"))))
                    .isEqualTo("invalid_scope");
            assertThat(error(SERVER.post("/oauth2/device_authorization", Map.of("client_id", "nobody"))))
                    .isEqualTo("invalid_client");
        }
    }

    /** Section 3.3. */
    @Nested
    class Verifying {

        @Test
        void verifiesWhenNobodyIsSignedInThenSignInAndBackWithTheCode() {
            Account stranger = People.withPassword(SERVER);
            ScriptedBrowser fresh = new ScriptedBrowser(SERVER);
            JsonNode codes = start();

            HttpResponse<String> form = fresh.follow(fresh.signInOnPage(
                    fresh.get("/oauth2/device_verification?user_code="
                            + codes.get("user_code").asString()),
                    stranger));

            assertThat(form.body()).contains("value=\"" + codes.get("user_code").asString() + "\"");
        }

        @Test
        void verifiesWhenTheCodeIsRightThenClientScopesAndCodeAreShownBeforeAnythingIsGranted() {
            JsonNode codes = start("openid email");

            HttpResponse<String> question =
                    type(browser, codes.get("user_code").asString().toLowerCase(java.util.Locale.ROOT));

            assertThat(question.body()).contains("Relying party").contains("Your email address");
            assertThat(error(poll(codes))).isEqualTo("authorization_pending");
        }

        /** RFC 8707. */
        @Test
        void verifiesWhenTheDeviceAsksForAResourceThenItIsNamedAndTheConsentIsForIt() {
            String stock = "https://stock.example";
            RelyingParty shop = RelyingParty.confidential(
                    SERVER, builder -> builder.audiences(List.of("https://orders.example", stock)));
            JsonNode codes =
                    json(shop.post("/oauth2/device_authorization", Map.of("scope", "openid", "resource", stock)));

            HttpResponse<String> question = type(browser, codes.get("user_code").asString());
            browser.submit(question, "answer", "allow");

            assertThat(question.body())
                    .contains("Only for these services", "<code>" + stock + "</code>")
                    .doesNotContain("orders.example");
            assertThat(type(browser, start().get("user_code").asString()).body())
                    .doesNotContain("Only for");
            Consents consents = SERVER.bean(Consents.class);
            assertThat(consents.covers(person.id().value(), shop.id(), List.of("openid"), List.of(stock)))
                    .isTrue();
            assertThat(consents.covers(person.id().value(), shop.id(), List.of("openid"), List.of()))
                    .isFalse();
        }

        @Test
        void verifiesWhenTheCodeIsWrongThenToldSoAndAfterTenNoMore() {
            for (int i = 0; i < 10; i++) {
                assertThat(type(browser, "BCDF-GHJK").statusCode()).isEqualTo(404);
            }
            JsonNode codes = start();

            assertThat(type(browser, codes.get("user_code").asString()).statusCode())
                    .isEqualTo(429);
            ScriptedBrowser other = new ScriptedBrowser(SERVER).signIn(People.somebody(SERVER));
            assertThat(type(other, codes.get("user_code").asString()).statusCode())
                    .isEqualTo(200);
        }

        @Test
        void verifiesWhenTheFormComesFromElsewhereThenNothingIsGranted() {
            JsonNode codes = start();
            HttpResponse<String> question = type(browser, codes.get("user_code").asString());

            assertThat(browser.submit(question, "answer", "allow", "csrf", "x").statusCode())
                    .isEqualTo(403);
            assertThat(error(poll(codes))).isEqualTo("authorization_pending");
        }
    }

    /** Sections 3.4 and 3.5. */
    @Nested
    class Polling {

        @Test
        void pollsWhenAllowedThenTokensOfThePersonOnce() {
            JsonNode codes = start();
            decide(codes, "allow");

            HttpResponse<String> answer = poll(codes);

            assertThat(answer.statusCode()).isEqualTo(200);
            JsonNode identity = RelyingParty.claims(json(answer).get("id_token").asString());
            assertThat(identity.get("sub").asString()).isEqualTo(person.id().value());
            assertThat(json(answer).has("refresh_token")).isTrue();
            assertThat(error(poll(codes))).isEqualTo("invalid_grant");
        }

        @Test
        void pollsWhenDeniedThenAccessDenied() {
            JsonNode codes = start();
            decide(codes, "deny");

            assertThat(error(poll(codes))).isEqualTo("access_denied");
        }

        @Test
        void pollsWhenTooOftenThenSlowDown() {
            JsonNode codes = start();

            assertThat(error(poll(codes))).isEqualTo("authorization_pending");
            assertThat(error(poll(codes))).isEqualTo("slow_down");
        }

        @Test
        void pollsWhenAnotherClientOrNoSuchCodeThenInvalidGrant() {
            JsonNode codes = start();
            decide(codes, "allow");

            assertThat(error(poll(
                            RelyingParty.open(SERVER), codes.get("device_code").asString())))
                    .isEqualTo("invalid_grant");
            assertThat(error(poll(client, "ghd_x"))).isEqualTo("invalid_grant");
            assertThat(poll(codes).statusCode()).isEqualTo(200);
        }

        @Test
        void pollsWhenManyComeAtOnceThenOneGetsTokens() {
            JsonNode codes = start();
            decide(codes, "allow");

            assertThat(Race.run(() -> poll(codes).statusCode()))
                    .containsOnlyOnce(200)
                    .containsOnly(200, 400);
        }

        @Test
        void pollsWhenThePersonHasSignedOutThenInvalidGrant() {
            JsonNode codes = start();
            decide(codes, "allow");
            HttpResponse<String> question = browser.get("/connect/logout");
            browser.submit(question, "answer", "sign-out");

            assertThat(error(poll(codes))).isEqualTo("invalid_grant");
        }
    }

    private JsonNode start(String... scope) {
        return json(
                client.post("/oauth2/device_authorization", Map.of("scope", scope.length == 0 ? "openid" : scope[0])));
    }

    private static HttpResponse<String> type(ScriptedBrowser browser, String code) {
        return browser.submit(browser.get("/oauth2/device_verification"), "user_code", code);
    }

    private void decide(JsonNode codes, String answer) {
        HttpResponse<String> question = type(browser, codes.get("user_code").asString());
        assertThat(browser.submit(question, "answer", answer).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> poll(JsonNode codes) {
        return poll(client, codes.get("device_code").asString());
    }

    private static HttpResponse<String> poll(RelyingParty as, String deviceCode) {
        return as.post("/oauth2/token", Map.of("grant_type", GrantType.DEVICE_CODE, "device_code", deviceCode));
    }

    private static String error(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isIn(400, 401);
        return json(answer).get("error").asString();
    }
}
