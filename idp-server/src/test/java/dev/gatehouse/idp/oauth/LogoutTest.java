package dev.gatehouse.idp.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.accounts.Account;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** OpenID Connect RP-Initiated Logout 1.0. */
class LogoutTest {

    private static final String BACK = "https://app.example/signed-out";

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded();

    private final RelyingParty client = RelyingParty.confidential(SERVER);
    private final Account person = People.somebody(SERVER);
    private final ScriptedBrowser browser = new ScriptedBrowser(SERVER).signIn(person);
    private final JsonNode tokens = client.tokens(browser);
    private final String hint = tokens.get("id_token").asString();

    /** Section 2, RP-Initiated Logout. */
    @Nested
    class Request {

        @ParameterizedTest
        @ValueSource(strings = {"GET", "POST", "POST from another site"})
        void asksWhenWithAHintThenSignedOutAndBackAtTheClient(String how) {
            HttpResponse<String> answer =
                    logout(how, "id_token_hint", hint, "post_logout_redirect_uri", BACK, "state", "a b&c");

            assertThat(answer.statusCode()).isEqualTo(303);
            assertThat(ScriptedBrowser.location(answer)).isEqualTo(BACK + "?state=a%20b%26c");
            assertThat(signedIn()).isFalse();
        }

        @Test
        void asksWhenWithoutAnAddressThenAPageSaysThatItIsDone() {
            HttpResponse<String> answer = logout("GET", "id_token_hint", hint);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("You are signed out");
            assertThat(signedIn()).isFalse();
        }

        @Test
        void asksWhenTheHintIsAnEarlierOneThenItDoes() {
            client.tokens(browser);

            assertThat(logout("GET", "id_token_hint", hint).body()).contains("You are signed out");
        }

        @Test
        void asksWhenNobodyIsSignedInThenBackAtTheClient() {
            browser.forgetCookies();

            assertThat(ScriptedBrowser.location(logout("GET", "id_token_hint", hint, "post_logout_redirect_uri", BACK)))
                    .isEqualTo(BACK);
        }

        @Test
        void asksWhenThereIsNoHintThenThePersonIsAsked() {
            HttpResponse<String> question =
                    logout("GET", "client_id", client.id(), "post_logout_redirect_uri", BACK, "state", "7");

            assertThat(question.body()).contains("Sign out?").contains("Relying party");
            assertThat(signedIn()).isTrue();
            HttpResponse<String> done = browser.submit(question, "answer", "sign-out");
            assertThat(ScriptedBrowser.location(done)).isEqualTo(BACK + "?state=7");
            assertThat(signedIn()).isFalse();
        }

        @Test
        void asksWhenThereIsNothingAtAllThenThePersonIsAskedAndMayStay() {
            HttpResponse<String> question = logout("GET");

            assertThat(question.body()).contains("Sign out?");
            assertThat(browser.submit(question, "answer", "stay").body()).contains("still signed in");
            assertThat(signedIn()).isTrue();
            assertThat(browser.submit(question, "answer", "sign-out").body()).contains("You are signed out");
        }

        @Test
        void asksWhenThereIsOnlyAStateThenThePersonIsAskedAndNobodyIsToldOfIt() {
            HttpResponse<String> question = logout("GET", "state", "seven");

            assertThat(question.body()).contains("Sign out?");
            HttpResponse<String> done = browser.submit(question, "answer", "sign-out");
            assertThat(done.statusCode()).isEqualTo(200);
            assertThat(done.body()).contains("You are signed out").doesNotContain("seven");
            assertThat(signedIn()).isFalse();
        }

        @Test
        void asksWhenThereIsNoStateThenBackAtTheClientWithoutOne() {
            HttpResponse<String> answer = logout("GET", "id_token_hint", hint, "post_logout_redirect_uri", BACK);

            assertThat(ScriptedBrowser.location(answer)).isEqualTo(BACK);
        }

        @Test
        void asksWhenTheHintIsAboutAnotherPersonThenThePersonIsAsked() {
            ScriptedBrowser other = new ScriptedBrowser(SERVER).signIn(People.somebody(SERVER));

            assertThat(other.get("/connect/logout?" + TestServer.encoded(Map.of("id_token_hint", hint)))
                            .body())
                    .contains("Sign out?");
        }

        @Test
        void confirmsWhenTheFormComesFromElsewhereThenNobodyIsSignedOut() {
            HttpResponse<String> question = logout("GET");

            assertThat(browser.submit(question, "answer", "sign-out", "csrf", "x")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(signedIn()).isTrue();
        }
    }

    /** Section 4, Validation. */
    @Nested
    class Validation {

        @Test
        void asksWhenTheAddressIsNotRegisteredThenAPageAndNoRedirect() {
            for (String uri :
                    new String[] {BACK + "/", BACK + "?x=1", "https://evil.example/", RelyingParty.REDIRECT_URI}) {
                HttpResponse<String> answer = logout("GET", "id_token_hint", hint, "post_logout_redirect_uri", uri);

                assertThat(answer.statusCode()).isEqualTo(400);
                assertThat(answer.headers().firstValue("Location")).isEmpty();
                assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                        .startsWith("text/html");
            }
            assertThat(signedIn()).isTrue();
        }

        @Test
        void asksWhenTheAddressComesWithoutAClientThenAPageAndNoRedirect() {
            assertThat(logout("GET", "post_logout_redirect_uri", BACK).statusCode())
                    .isEqualTo(400);
        }

        @Test
        void asksWhenTheHintIsNoIdTokenOfOursThenRefused() {
            String tampered = hint.substring(0, hint.length() - 6) + "AAAAAA";
            for (String wrong :
                    new String[] {"x", tampered, tokens.get("access_token").asString()}) {
                assertThat(logout("GET", "id_token_hint", wrong).statusCode()).isEqualTo(400);
            }
            assertThat(signedIn()).isTrue();
        }

        @Test
        void asksWhenTheClientIsNotTheHintsThenRefused() {
            String another = RelyingParty.confidential(SERVER).id();

            assertThat(logout("GET", "id_token_hint", hint, "client_id", another)
                            .statusCode())
                    .isEqualTo(400);
        }
    }

    /** What hangs on the session dies with it. */
    @Nested
    class Tokens {

        @Test
        void signsOutWhenTokensWereIssuedThenTheyAreDead() {
            String code = client.code(browser);

            logout("GET", "id_token_hint", hint);

            assertThat(SERVER.get("/userinfo", tokens.get("access_token").asString())
                            .statusCode())
                    .isEqualTo(401);
            assertThat(client.refresh(tokens.get("refresh_token").asString()).statusCode())
                    .isEqualTo(400);
            assertThat(client.redeem(code).statusCode()).isEqualTo(400);
        }

        @Test
        void signsOutWhenOfflineAccessWasGrantedThenThoseTokensLive() {
            HttpResponse<String> consent =
                    browser.follow(browser.get(client.authorize("scope", "openid offline_access")));
            String code = ScriptedBrowser.code(browser.follow(browser.submit(consent, "answer", "allow")));
            JsonNode offline = TestServer.json(client.redeem(code));

            logout("GET", "id_token_hint", hint);

            assertThat(SERVER.get("/userinfo", offline.get("access_token").asString())
                            .statusCode())
                    .isEqualTo(200);
            assertThat(client.refresh(offline.get("refresh_token").asString()).statusCode())
                    .isEqualTo(200);
        }
    }

    private HttpResponse<String> logout(String... parameters) {
        Map<String, String> form = new LinkedHashMap<>();
        for (int i = 1; i + 1 < parameters.length; i += 2) {
            form.put(parameters[i], parameters[i + 1]);
        }
        return browser.follow(
                switch (parameters[0]) {
                    case "GET" -> browser.get("/connect/logout?" + TestServer.encoded(form));
                    case "POST" -> browser.post("/connect/logout", form);
                    default -> browser.postFromAnotherSite("/connect/logout", form);
                });
    }

    private boolean signedIn() {
        return !ScriptedBrowser.query(browser.get(client.authorize("prompt", "none")))
                .containsKey("error");
    }
}
