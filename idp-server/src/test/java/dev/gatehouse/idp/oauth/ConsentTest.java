package dev.gatehouse.idp.oauth;

import static dev.gatehouse.idp.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.grants.Consents;
import dev.gatehouse.idp.grants.GrantRevocation;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Consent (OpenID Connect Core 1.0 sections 3.1.2.4 and 11). */
class ConsentTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded();

    private final RelyingParty client = RelyingParty.confidential(
            SERVER, builder -> builder.consentRequired(true).name("Weather & <Maps>"));
    private final Account person = People.somebody(SERVER);
    private final ScriptedBrowser browser = new ScriptedBrowser(SERVER).signIn(person);

    @Nested
    class Asking {

        @Test
        void asksWhenNothingWasAllowedThenAPageThatNamesTheClientItsHostAndTheScopes() {
            HttpResponse<String> page = ask("scope", "openid email");

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body())
                    .contains("Weather &amp; &lt;Maps&gt;")
                    .contains("app.example")
                    .contains("Your email address")
                    .doesNotContain("Your postal address");
            assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'none'")
                    .doesNotContain("unsafe");
        }

        @Test
        void asksWhenClaimsAreWishedForThenWhatTheyStandForIsNamed() {
            assertThat(ask("claims", "{\"userinfo\": {\"phone_number\": null}}").body())
                    .contains("Your phone number");
        }

        @Test
        void allowsWhenAskedThenACodeAndNoQuestionTheNextTime() {
            HttpResponse<String> answer =
                    browser.follow(browser.submit(ask("scope", "openid email"), "answer", "allow"));

            assertThat(ScriptedBrowser.query(answer)).containsKey("code").containsEntry("state", "af0ifjsldkj");
            assertThat(ScriptedBrowser.query(browser.get(client.authorize("scope", "openid"))))
                    .containsKey("code");
            assertThat(ask("scope", "openid email phone").body()).contains("Your phone number");
        }

        @Test
        void allowsWhenTheFormIsSentTwiceThenBothTimesACode() {
            HttpResponse<String> page = ask();

            for (int i = 0; i < 2; i++) {
                HttpResponse<String> pressed = browser.submit(page, "answer", "allow");
                assertThat(ScriptedBrowser.location(pressed)).startsWith("/oauth2/authorize?interaction=");
            }
        }

        @Test
        void deniesWhenAskedThenAccessDeniedAndAskedAgainTheNextTime() {
            HttpResponse<String> answer = browser.submit(ask(), "answer", "deny");

            assertThat(answer.statusCode()).isEqualTo(303);
            assertThat(ScriptedBrowser.query(answer))
                    .containsEntry("error", "access_denied")
                    .containsEntry("state", "af0ifjsldkj")
                    .containsEntry("iss", SERVER.issuer());
            assertThat(ask().body()).contains("<form");
        }

        @Test
        void allowsWhenTheFormComesFromElsewhereThenNothingIsAllowed() {
            HttpResponse<String> page = ask();

            assertThat(browser.submit(page, "answer", "allow", "csrf", "x").statusCode())
                    .isEqualTo(403);
            ScriptedBrowser other = new ScriptedBrowser(SERVER).signIn(person);
            assertThat(other.submit(page, "answer", "allow").statusCode()).isEqualTo(403);
            assertThat(SERVER.bean(Consents.class).find(person.id().value(), client.id()))
                    .isEmpty();
        }

        @Test
        void promptsNoneWhenAConsentIsMissingThenConsentRequired() {
            assertThat(ScriptedBrowser.query(browser.get(client.authorize("prompt", "none"))))
                    .containsEntry("error", "consent_required");
        }

        @Test
        void promptsConsentWhenAllowedBeforeThenAskedAgainOnce() {
            browser.submit(ask(), "answer", "allow");

            HttpResponse<String> again = ask("prompt", "consent");
            assertThat(again.body()).contains("<form");
            assertThat(ScriptedBrowser.query(browser.follow(browser.submit(again, "answer", "allow"))))
                    .containsKey("code");
        }

        @Test
        void asksWhenTheClientIsOursThenNever() {
            HttpResponse<String> answer = browser.get("/oauth2/authorize?"
                    + TestServer.encoded(Map.of(
                            "client_id", "agent",
                            "redirect_uri", "http://127.0.0.1:7777/callback",
                            "response_type", "code",
                            "scope", "openid offline_access",
                            "code_challenge", RelyingParty.CHALLENGE,
                            "code_challenge_method", "S256")));

            assertThat(ScriptedBrowser.query(answer)).containsKey("code");
        }
    }

    /** RFC 8707: a person who was shown what the tokens are for has agreed to that and to nothing more. */
    @Nested
    class Resources {

        private static final String ORDERS = "https://orders.example/api?a=1&b=2";
        private static final String STOCK = "https://stock.example";

        private final RelyingParty shop = RelyingParty.confidential(
                SERVER, builder -> builder.consentRequired(true).audiences(List.of(ORDERS, STOCK)));

        private HttpResponse<String> ask(String... resources) {
            StringBuilder parameters = new StringBuilder(shop.authorize("scope", "openid email"));
            for (String resource : resources) {
                parameters.append('&').append(TestServer.encoded(Map.of("resource", resource)));
            }
            return browser.follow(browser.get(parameters.toString()));
        }

        private HttpResponse<String> allow(HttpResponse<String> question) {
            return browser.follow(browser.submit(question, "answer", "allow"));
        }

        @Test
        void asksWhenTheRequestNamesResourcesThenThePageNamesThem() {
            assertThat(ask(STOCK).body())
                    .contains("Only for these services", "<code>" + STOCK + "</code>")
                    .doesNotContain("orders.example");
            assertThat(ask(STOCK, ORDERS).body())
                    .contains(
                            "<code>" + STOCK + "</code>",
                            "<code>https://orders.example/api?a&#x3D;1&amp;b&#x3D;2</code>");
        }

        @Test
        void asksWhenTheRequestNamesNoneThenThePageSaysNothingOfThem() {
            assertThat(ask().body()).contains("Your email address").doesNotContain("Only for", "stock.example");
        }

        @Test
        void allowsWhenForAResourceThenAskedAgainForAnotherAndForAll() {
            assertThat(ScriptedBrowser.code(allow(ask(STOCK)))).isNotEmpty();

            assertThat(ScriptedBrowser.code(ask(STOCK))).isNotEmpty();
            assertThat(ask(ORDERS).body()).contains("<form", "Only for these services");
            assertThat(ask(STOCK, ORDERS).body()).contains("<form");
            assertThat(ask().body()).contains("<form");
        }

        @Test
        void allowsWhenForAllThenNotAskedForOneOfThem() {
            assertThat(ScriptedBrowser.code(allow(ask()))).isNotEmpty();

            assertThat(ScriptedBrowser.code(ask(STOCK))).isNotEmpty();
        }

        @Test
        void refreshesWhenTheConsentIsForTheResourceThenItHolds() {
            JsonNode tokens = json(shop.redeem(ScriptedBrowser.code(allow(ask(STOCK)))));

            JsonNode refreshed = json(shop.refresh(tokens.get("refresh_token").asString()));

            assertThat(RelyingParty.claims(refreshed.get("access_token").asString())
                            .get("aud")
                            .toString())
                    .contains(STOCK)
                    .doesNotContain("orders.example");
        }

        @Test
        void showsTheAccountWhenAllowedForAResourceThenItIsNamed() {
            allow(ask(STOCK));

            assertThat(browser.get("/account/").body())
                    .contains("Only for <code>" + STOCK + "</code>")
                    .doesNotContain("<p class=\"hint\"></p>");
        }
    }

    /** Section 11, Offline Access. */
    @Nested
    class Offline {

        private final RelyingParty trusted = RelyingParty.confidential(SERVER);

        @Test
        void asksForOfflineAccessWhenOtherwiseTrustedThenThePersonIsAsked() {
            HttpResponse<String> page =
                    browser.follow(browser.get(trusted.authorize("scope", "openid offline_access")));

            assertThat(page.body()).contains("Access while you are away");
        }

        @Test
        void asksForOfflineAccessWhenTheClientMayNotRefreshThenIgnored() {
            RelyingParty shortLived =
                    RelyingParty.confidential(SERVER, builder -> builder.grantTypes(List.of("authorization_code")));

            JsonNode tokens = shortLived.tokens(browser, "scope", "openid offline_access");

            assertThat(tokens.get("scope").asString()).isEqualTo("openid");
            assertThat(tokens.has("refresh_token")).isFalse();
        }
    }

    @Nested
    class Withdrawing {

        @Test
        void withdrawsWhenTokensWereIssuedThenTheyAreDeadAndThePersonIsAskedAgain() {
            String code = ScriptedBrowser.code(browser.follow(browser.submit(ask(), "answer", "allow")));
            JsonNode tokens = json(client.redeem(code));
            String unredeemed = client.code(browser);

            boolean withdrawn = SERVER.bean(GrantRevocation.class)
                    .withdraw(
                            Actor.user(person.id().value(), null, null),
                            "system",
                            person.id().value(),
                            client.id());

            assertThat(withdrawn).isTrue();
            assertThat(SERVER.get("/userinfo", tokens.get("access_token").asString())
                            .statusCode())
                    .isEqualTo(401);
            assertThat(client.refresh(tokens.get("refresh_token").asString()).statusCode())
                    .isEqualTo(400);
            assertThat(client.redeem(unredeemed).statusCode()).isEqualTo(400);
            assertThat(ask().body()).contains("<form");
        }
    }

    @Nested
    class SigningIn {

        @Test
        void asksWhenNobodyIsSignedInThenSignInConsentAndCodeInOneGo() {
            Account stranger = People.withPassword(SERVER);
            ScriptedBrowser fresh = new ScriptedBrowser(SERVER);

            HttpResponse<String> consent =
                    fresh.follow(fresh.signInOnPage(fresh.get(client.authorize("prompt", "login consent")), stranger));

            assertThat(consent.body()).contains("Weather &amp; &lt;Maps&gt;");
            assertThat(ScriptedBrowser.query(fresh.follow(fresh.submit(consent, "answer", "allow"))))
                    .containsKey("code")
                    .containsEntry("state", "af0ifjsldkj");
        }
    }

    private HttpResponse<String> ask(String... changes) {
        return browser.follow(browser.get(client.authorize(changes)));
    }
}
