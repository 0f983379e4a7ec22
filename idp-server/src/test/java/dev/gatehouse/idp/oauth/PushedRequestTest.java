package dev.gatehouse.idp.oauth;

import static dev.gatehouse.idp.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.grants.Race;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** OAuth 2.0 Pushed Authorization Requests (RFC 9126). */
class PushedRequestTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded();

    private final RelyingParty client = RelyingParty.confidential(SERVER);
    private final Account person = People.somebody(SERVER);
    private final ScriptedBrowser browser = new ScriptedBrowser(SERVER).signIn(person);

    /** Sections 2.1 to 2.3. */
    @Nested
    class Pushing {

        @Test
        void pushesWhenTheRequestIsValidThenARequestUri() {
            HttpResponse<String> answer = push();

            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
            JsonNode pushed = json(answer);
            assertThat(pushed.get("request_uri").asString())
                    .matches("urn:ietf:params:oauth:request_uri:[A-Za-z0-9_-]{43}");
            assertThat(pushed.get("expires_in").asInt()).isBetween(60, 90);
        }

        @ParameterizedTest
        @CsvSource({
            "redirect_uri, https://evil.example/, invalid_request",
            "response_type, token, unsupported_response_type",
            "scope, openid nothing, invalid_scope",
            "request_uri, urn:ietf:params:oauth:request_uri:x, invalid_request",
            "request, x.y.z, request_not_supported",
            "code_challenge_method, plain, invalid_request",
            "prompt, x, invalid_request",
        })
        void pushesWhenSomethingIsWrongThenToldAtOnce(String name, String value, String error) {
            HttpResponse<String> answer = push(name, value);

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(json(answer).get("error").asString()).isEqualTo(error);
        }

        @Test
        void pushesWhenTheClientDoesNotAuthenticateThenInvalidClient() {
            HttpResponse<String> answer = SERVER.post("/oauth2/par", client.request());

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(SERVER.post("/oauth2/par", client.request(), client.id(), "wrong")
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    /** Section 4. */
    @Nested
    class Using {

        @Test
        void asksWhenWithARequestUriThenWhatWasPushedIsAnsweredWhateverTheUrlSaysBesides() {
            String uri = uri(push());

            HttpResponse<String> answer = browser.get(
                    authorize(uri, client.id()) + "&state=other&redirect_uri=https%3A%2F%2Fevil.example%2F&scope=x");

            assertThat(ScriptedBrowser.location(answer)).startsWith(RelyingParty.REDIRECT_URI + "?code=");
            assertThat(ScriptedBrowser.query(answer)).containsEntry("state", "af0ifjsldkj");
        }

        @Test
        void asksWhenUsedBeforeThenAPage() {
            String uri = uri(push());
            browser.get(authorize(uri, client.id()));

            HttpResponse<String> again = browser.get(authorize(uri, client.id()));

            assertThat(again.statusCode()).isEqualTo(400);
            assertThat(again.headers().firstValue("Location")).isEmpty();
        }

        @Test
        void asksWhenManyComeAtOnceThenOneGetsACode() {
            String uri = uri(push());

            List<Integer> statuses =
                    Race.run(() -> browser.get(authorize(uri, client.id())).statusCode());

            assertThat(statuses).containsOnlyOnce(303).containsOnly(303, 400);
        }

        @Test
        void asksWhenAnotherClientHasPushedItThenAPageAndTheRequestStays() {
            String uri = uri(push());
            String another = RelyingParty.confidential(SERVER).id();

            assertThat(browser.get(authorize(uri, another)).statusCode()).isEqualTo(400);
            assertThat(browser.get(authorize(uri, client.id())).statusCode()).isEqualTo(303);
        }

        @Test
        void asksWhenNobodyIsSignedInThenTheRequestOutlivesTheSignIn() {
            Account stranger = People.withPassword(SERVER);
            ScriptedBrowser fresh = new ScriptedBrowser(SERVER);
            String uri = uri(push());

            HttpResponse<String> answer =
                    fresh.follow(fresh.signInOnPage(fresh.get(authorize(uri, client.id())), stranger));

            assertThat(ScriptedBrowser.query(answer)).containsKey("code").containsEntry("state", "af0ifjsldkj");
        }
    }

    private HttpResponse<String> push(String... changes) {
        Map<String, String> request = new LinkedHashMap<>(client.request(changes));
        request.remove("client_id");
        return client.post("/oauth2/par", request);
    }

    private static String uri(HttpResponse<String> pushed) {
        return json(pushed).get("request_uri").asString();
    }

    private static String authorize(String uri, String clientId) {
        return "/oauth2/authorize?" + TestServer.encoded(Map.of("request_uri", uri, "client_id", clientId));
    }
}
