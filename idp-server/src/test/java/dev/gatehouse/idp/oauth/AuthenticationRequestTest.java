package dev.gatehouse.idp.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.accounts.Account;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Authentication requests of OpenID Connect Core 1.0 section 3.1.2, and what is answered to them. */
class AuthenticationRequestTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded();

    private final RelyingParty client = RelyingParty.confidential(SERVER);
    private final Account person = People.somebody(SERVER);
    private final ScriptedBrowser browser = new ScriptedBrowser(SERVER).signIn(person);
    private final ScriptedBrowser stranger = new ScriptedBrowser(SERVER);

    /** Section 3.1.2.1, Authentication Request. */
    @Nested
    class Request {

        @Test
        void asksWhenSignedInThenACodeWithStateAndIssuerBy303() {
            HttpResponse<String> answer = browser.get(client.authorize());

            assertThat(answer.statusCode()).isEqualTo(303);
            assertThat(ScriptedBrowser.location(answer)).startsWith(RelyingParty.REDIRECT_URI + "?code=ghc_");
            assertThat(ScriptedBrowser.query(answer))
                    .containsEntry("state", "af0ifjsldkj")
                    .containsEntry("iss", SERVER.issuer())
                    .containsOnlyKeys("code", "state", "iss");
        }

        @Test
        void asksWhenByPostThenTheSame() {
            HttpResponse<String> answer = browser.post("/oauth2/authorize", client.request());

            assertThat(answer.statusCode()).isEqualTo(303);
            assertThat(ScriptedBrowser.query(answer)).containsKeys("code", "state", "iss");
        }

        @Test
        void asksWhenAFormOfAnotherSiteComesWithoutCookiesThenTheBrowserComesAgainAndIsKnown() {
            HttpResponse<String> first = browser.postFromAnotherSite("/oauth2/authorize", client.request());

            assertThat(first.statusCode()).isEqualTo(303);
            assertThat(ScriptedBrowser.location(first)).startsWith("/oauth2/authorize?interaction=");
            assertThat(ScriptedBrowser.query(browser.follow(first)))
                    .containsKey("code")
                    .containsEntry("state", "af0ifjsldkj");
        }

        @Test
        void asksWhenNobodyIsSignedInThenTheSignInPageByGetAndByPost() {
            assertThat(ScriptedBrowser.location(stranger.get(client.authorize())))
                    .startsWith("/login?interaction=");

            HttpResponse<String> post = stranger.post("/oauth2/authorize", client.request());
            assertThat(ScriptedBrowser.location(stranger.get(ScriptedBrowser.location(post))))
                    .startsWith("/login?interaction=");
        }

        @Test
        void comesBackWhenSignedInMeanwhileThenTheRequestGoesOn() {
            String signIn = ScriptedBrowser.location(stranger.get(client.authorize("state", "s p+&=é")));

            stranger.signIn(person);
            HttpResponse<String> answer = stranger.get(signIn.replace("/login", "/oauth2/authorize"));

            assertThat(ScriptedBrowser.query(answer)).containsKey("code").containsEntry("state", "s p+&=é");
        }

        @Test
        void comesBackWhenFromAnotherBrowserOrForTheSecondTimeThenRefused() {
            String signIn = ScriptedBrowser.location(stranger.get(client.authorize()));
            String back = signIn.replace("/login", "/oauth2/authorize");

            assertThat(browser.get(back).statusCode()).isEqualTo(400);
            stranger.signIn(person);
            assertThat(stranger.get(back).statusCode()).isEqualTo(303);
            assertThat(stranger.get(back).statusCode()).isEqualTo(400);
        }

        @Test
        void asksWhenParametersAreUnknownThenIgnored() {
            assertThat(answer(browser, "extra", "1", "interaction", "x", "vtr", "P1"))
                    .containsKey("code");
        }

        @ParameterizedTest
        @CsvSource({
            "display, page",
            "display, foo",
            "ui_locales, xx-Klingon",
            "claims_locales, xx",
            "acr_values, 1 2",
            "login_hint, nobody@example.com",
            "nonce, ''"
        })
        void asksWhenAWishCannotBeMetThenIgnored(String name, String value) {
            assertThat(answer(browser, name, value)).containsKey("code");
        }

        @Test
        void asksWhenTheRedirectUriHasAQueryThenItIsRetained() {
            RelyingParty other = RelyingParty.confidential(
                    SERVER, builder -> builder.redirectUris(List.of("https://app.example/callback?tenant=7")));

            HttpResponse<String> answer =
                    browser.get(other.authorize("redirect_uri", "https://app.example/callback?tenant=7"));

            assertThat(ScriptedBrowser.location(answer)).startsWith("https://app.example/callback?tenant=7&code=");
        }

        @Test
        void asksWhenTheLoopbackPortIsAnotherThenTheAnswerGoesThere() {
            RelyingParty app = RelyingParty.confidential(
                    SERVER, builder -> builder.redirectUris(List.of("http://127.0.0.1/cb", "http://[::1]/cb")));

            assertThat(ScriptedBrowser.location(
                            browser.get(app.authorize("redirect_uri", "http://127.0.0.1:51004/cb"))))
                    .startsWith("http://127.0.0.1:51004/cb?code=");
            assertThat(ScriptedBrowser.location(browser.get(app.authorize("redirect_uri", "http://[::1]:51004/cb"))))
                    .startsWith("http://[::1]:51004/cb?code=");
        }
    }

    /** Section 3.1.2.1, prompt and max_age. */
    @Nested
    class Freshness {

        @Test
        void promptsNoneWhenSignedInThenACode() {
            assertThat(answer(browser, "prompt", "none")).containsKey("code");
        }

        @Test
        void promptsNoneWhenNobodyIsSignedInThenLoginRequired() {
            assertThat(answer(stranger, "prompt", "none"))
                    .containsEntry("error", "login_required")
                    .containsEntry("state", "af0ifjsldkj")
                    .containsEntry("iss", SERVER.issuer());
        }

        @Test
        void promptsNoneWhenByAFormOfAnotherSiteThenTheSessionCounts() {
            Map<String, String> request = client.request("prompt", "none");

            assertThat(ScriptedBrowser.query(browser.follow(browser.postFromAnotherSite("/oauth2/authorize", request))))
                    .containsKey("code");
            assertThat(ScriptedBrowser.query(
                            stranger.follow(stranger.postFromAnotherSite("/oauth2/authorize", request))))
                    .containsEntry("error", "login_required");
        }

        @ParameterizedTest
        @CsvSource({"prompt, login", "prompt, select_account", "prompt, login consent", "max_age, 0"})
        void asksWhenASessionIsNotEnoughThenAFreshSignIn(String name, String value) {
            String signIn = ScriptedBrowser.location(browser.get(client.authorize(name, value)));
            assertThat(signIn).startsWith("/login?interaction=");
            String back = signIn.replace("/login", "/oauth2/authorize");

            // The old session does not do, however often the browser comes back with it.
            assertThat(ScriptedBrowser.location(browser.get(back))).isEqualTo(signIn);
            browser.signIn(person);
            assertThat(ScriptedBrowser.location(browser.get(back))).doesNotStartWith("/login");
        }

        @ParameterizedTest
        @CsvSource({"prompt, login", "max_age, 1"})
        void asksWhenSignedInAfreshThenTheIdTokenSaysWhen(String name, String value) {
            JsonNode before = identity(client.code(browser, "max_age", "10000"));
            SERVER.clock().advance(Duration.ofSeconds(10));
            assertThat(identity(client.code(browser, "max_age", "10000")).get("auth_time"))
                    .isEqualTo(before.get("auth_time"));

            String signIn = ScriptedBrowser.location(browser.get(client.authorize(name, value)));
            browser.signIn(person);
            HttpResponse<String> back = browser.get(signIn.replace("/login", "/oauth2/authorize"));
            JsonNode after = identity(ScriptedBrowser.code(back));

            assertThat(after.get("auth_time").asLong())
                    .isGreaterThanOrEqualTo(before.get("auth_time").asLong() + 10);
            assertThat(after.get("sub")).isEqualTo(before.get("sub"));
        }

        private JsonNode identity(String code) {
            return RelyingParty.claims(
                    TestServer.json(client.redeem(code)).get("id_token").asString());
        }

        @Test
        void asksWhenTheSessionIsYoungerThanMaxAgeThenACode() {
            assertThat(answer(browser, "max_age", "10000")).containsKey("code");
        }

        @Test
        void promptsNoneWhenMaxAgeIsOverThenLoginRequired() {
            assertThat(answer(browser, "prompt", "none", "max_age", "0")).containsEntry("error", "login_required");
        }

        @ParameterizedTest
        @CsvSource({
            "prompt, none login",
            "prompt, sometimes",
            "prompt, LOGIN",
            "prompt, 'login '",
            "max_age, -1",
            "max_age, soon",
            "max_age, 1.5",
            "max_age, 99999999999999999999"
        })
        void asksWhenMalformedThenInvalidRequest(String name, String value) {
            assertThat(answer(browser, name, value)).containsEntry("error", "invalid_request");
        }
    }

    /** Section 3.1.2.1, id_token_hint, and section 3.1.2.2. */
    @Nested
    class Hints {

        @Test
        void hintsWhenTheSamePersonThenACode() {
            String hint = client.tokens(browser).get("id_token").asString();

            assertThat(answer(browser, "prompt", "none", "id_token_hint", hint)).containsKey("code");
        }

        @Test
        void hintsWhenAnotherPersonThenLoginRequired() {
            String hint = client.tokens(browser).get("id_token").asString();
            ScriptedBrowser other = new ScriptedBrowser(SERVER).signIn(People.somebody(SERVER));

            assertThat(answer(other, "id_token_hint", hint)).containsEntry("error", "login_required");
            assertThat(answer(other, "prompt", "none", "id_token_hint", hint)).containsEntry("error", "login_required");
        }

        @Test
        void hintsWhenItIsNoIdTokenThenInvalidRequest() {
            String accessToken = client.tokens(browser).get("access_token").asString();

            assertThat(answer(browser, "id_token_hint", accessToken)).containsEntry("error", "invalid_request");
            assertThat(answer(browser, "id_token_hint", "x.y.z")).containsEntry("error", "invalid_request");
        }
    }

    /** Section 5.5, the claims parameter. */
    @Nested
    class ClaimsParameter {

        @Test
        void insistsWhenTheSubjectIsAnotherThenLoginRequired() {
            String claims = "{\"id_token\": {\"sub\": {\"value\": \"usr_00000000000000000000000000000000\"}}}";

            assertThat(answer(browser, "claims", claims)).containsEntry("error", "login_required");
            assertThat(answer(
                            browser,
                            "claims",
                            claims.replaceAll("usr_0+", person.id().value())))
                    .containsKey("code");
        }

        @Test
        void insistsWhenAnEssentialAcrIsReachedThenACode() {
            String claims = "{\"id_token\": {\"acr\": {\"essential\": true, \"values\": [\"urn:x\", \"aal1\"]}}}";

            assertThat(answer(browser, "claims", claims)).containsKey("code");
        }

        @Test
        void insistsWhenAnEssentialAcrCannotBeReachedThenRefusedBeforeAnybodySignsIn() {
            String claims = "{\"id_token\": {\"acr\": {\"essential\": true, \"value\": \"urn:x\"}}}";

            assertThat(answer(stranger, "claims", claims)).containsEntry("error", "unmet_authentication_requirements");
            assertThat(answer(browser, "claims", claims.replace("true", "false")))
                    .containsKey("code");
        }

        @Test
        void asksWhenMalformedThenInvalidRequest() {
            assertThat(answer(browser, "claims", "{\"id_token\": 7}")).containsEntry("error", "invalid_request");
        }
    }

    /** Section 3.1.2.6, Authentication Error Response, and RFC 6749 section 4.1.2.1. */
    @Nested
    class Errors {

        @ParameterizedTest
        @CsvSource({
            "request, eyJhbGciOiJub25lIn0.e30., request_not_supported",
            "request_uri, https://app.example/request, request_uri_not_supported",
            "request_uri, urn:ietf:params:oauth:request_uris:x, request_uri_not_supported",
            "registration, {}, registration_not_supported",
            "authorization_details, [], invalid_authorization_details",
            "response_type, token, unsupported_response_type",
            "response_type, code id_token, unsupported_response_type",
            "response_type, id_token, unsupported_response_type",
            "response_type, '', invalid_request",
            "response_mode, fragment, invalid_request",
            "response_mode, query.jwt, invalid_request",
            "scope, openid unknown, invalid_scope",
            "scope, openid gatehouse, invalid_scope",
            "scope, openid \"x, invalid_scope",
            "resource, https://api.example/, invalid_target",
        })
        void asksWhenSomethingIsWrongThenTheClientIsToldBeforeAnybodySignsIn(String name, String value, String error) {
            assertThat(answer(stranger, name, value))
                    .containsEntry("error", error)
                    .containsEntry("state", "af0ifjsldkj")
                    .containsEntry("iss", SERVER.issuer())
                    .containsKey("error_description");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "scope=openid",
                    "state=2",
                    "nonce=2",
                    "response_type=code",
                    "prompt=none",
                    "max_age=1",
                    "claims={}",
                    "code_challenge=x",
                    "code_challenge_method=S256",
                    "response_mode=query",
                    "login_hint=a",
                    "id_token_hint=x"
                })
        void asksWhenAParameterIsRepeatedThenInvalidRequestAtTheClient(String again) {
            String name = again.substring(0, again.indexOf('='));
            HttpResponse<String> answer = stranger.get(client.authorize(name, "x") + "&"
                    + again.replace("{", "%7B").replace("}", "%7D"));

            assertThat(ScriptedBrowser.location(answer)).startsWith(RelyingParty.REDIRECT_URI);
            assertThat(ScriptedBrowser.query(answer))
                    .containsEntry("error", "invalid_request")
                    .containsKey("iss");
        }

        @Test
        void asksWhenTheClientMayNotUseTheGrantThenUnauthorizedClient() {
            RelyingParty other = RelyingParty.confidential(SERVER, builder -> builder.grantTypes(List.of()));

            assertThat(ScriptedBrowser.query(stranger.get(other.authorize())))
                    .containsEntry("error", "unauthorized_client");
        }

        @ParameterizedTest
        @CsvSource({
            "client_id, nobody",
            "client_id, ''",
            "client_id, \u00e9",
            "redirect_uri, ''",
            "redirect_uri, https://app.example/callback/",
            "redirect_uri, https://evil.example/callback",
            "redirect_uri, https://app.example@evil.example/callback",
        })
        void asksWhenClientOrRedirectUriIsUnknownThenAPageAndNoRedirect(String name, String value) {
            HttpResponse<String> answer = browser.get(client.authorize(name, value));

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.headers().firstValue("Location")).isEmpty();
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/html");
            String requestId = answer.headers().firstValue("X-Request-ID").orElseThrow();
            assertThat(answer.body()).contains(requestId).doesNotContain("evil.example");
        }

        @Test
        void asksWhenClientIdOrRedirectUriIsRepeatedThenAPageAndNoRedirect() {
            for (String again :
                    List.of("client_id=" + client.id(), "redirect_uri=https%3A%2F%2Fapp.example%2Fcallback")) {
                HttpResponse<String> answer = browser.get(client.authorize() + "&" + again);

                assertThat(answer.statusCode()).isEqualTo(400);
                assertThat(answer.headers().firstValue("Location")).isEmpty();
            }
        }
    }

    /** RFC 7636 section 4.4.1. */
    @Nested
    class Pkce {

        private final RelyingParty open = RelyingParty.open(SERVER);

        @ParameterizedTest
        @CsvSource({
            "code_challenge, ''",
            "code_challenge_method, plain",
            "code_challenge_method, ''",
            "code_challenge_method, s256",
            "code_challenge, short",
            "code_challenge, E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM=",
        })
        void asksWhenAPublicClientHasNoS256ChallengeThenInvalidRequest(String name, String value) {
            assertThat(ScriptedBrowser.query(browser.get(open.authorize(name, value))))
                    .containsEntry("error", "invalid_request");
        }

        @Test
        void asksWhenAConfidentialClientHasNoChallengeThenACode() {
            assertThat(answer(browser, "code_challenge", "", "code_challenge_method", ""))
                    .containsKey("code");
        }
    }

    /** OAuth 2.0 Form Post Response Mode. */
    @Nested
    class FormPost {

        @Test
        void asksWhenTheModeIsFormPostThenAFormThatWorksWithoutScripts() {
            HttpResponse<String> answer =
                    browser.get(client.authorize("response_mode", "form_post", "state", "\"><b>&amp;"));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
            String policy =
                    answer.headers().firstValue("Content-Security-Policy").orElseThrow();
            assertThat(policy).contains("script-src 'self'").doesNotContain("unsafe");
            assertThat(answer.body())
                    .contains("<form method=\"post\" action=\"https://app.example/callback\">")
                    .contains("name=\"code\" value=\"ghc_")
                    .contains("name=\"iss\" value=\"" + SERVER.issuer() + "\"")
                    .contains("name=\"state\" value=\"&quot;&gt;&lt;b&gt;&amp;amp;\"")
                    .contains("<button type=\"submit\">");
            assertThat(SERVER.get("/oauth2/form-post.js").body()).contains("submit()");
        }

        @Test
        void asksWhenTheModeIsFormPostThenErrorsTooComeByIt() {
            HttpResponse<String> answer =
                    stranger.get(client.authorize("response_mode", "form_post", "prompt", "none"));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("name=\"error\" value=\"login_required\"");
        }
    }

    private Map<String, String> answer(ScriptedBrowser from, String... changes) {
        return ScriptedBrowser.query(from.get(client.authorize(changes)));
    }
}
