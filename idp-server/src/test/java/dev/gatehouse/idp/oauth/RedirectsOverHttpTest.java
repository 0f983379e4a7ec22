package dev.gatehouse.idp.oauth;

import static dev.gatehouse.idp.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * The corpus of redirect URIs over HTTP: the server sends no browser to what is not registered exactly, save the port of a
 * loopback address (RFC 9700 section 2.1, RFC 8252 section 7.3); after a logout not even that (OpenID Connect
 * RP-Initiated Logout 1.0 section 3).
 */
class RedirectsOverHttpTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded();

    private static final List<String> LINES = lines();
    static final List<String> REGISTERED = of("registered"::equals);
    static final List<String> ACCEPTED = of("accepted"::equals);
    static final List<String> REFUSED = of("refused"::equals);
    static final List<String> NOT_REGISTERED = of(kind -> !kind.equals("registered")).stream()
            .filter(uri -> !REGISTERED.contains(uri))
            .toList();

    private static RelyingParty client;
    private static ScriptedBrowser browser;

    @BeforeAll
    static void register() {
        client = RelyingParty.confidential(
                SERVER, builder -> builder.redirectUris(REGISTERED).postLogoutRedirectUris(REGISTERED));
        browser = new ScriptedBrowser(SERVER).signIn(People.somebody(SERVER));
    }

    @ParameterizedTest
    @FieldSource("ACCEPTED")
    void authorizesWhenRegisteredThenTheBrowserIsSentThere(String uri) {
        HttpResponse<String> answer = browser.get(client.authorize("redirect_uri", uri, "prompt", "none"));

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(ScriptedBrowser.location(answer)).startsWith(uri + (uri.contains("?") ? "&" : "?") + "code=");
    }

    @ParameterizedTest
    @FieldSource("REFUSED")
    void authorizesWhenNotRegisteredThenAPageAndNoRedirect(String uri) {
        Map<String, String> request = client.request("prompt", "none");
        request.put("redirect_uri", uri);

        assertNoRedirect(browser.get("/oauth2/authorize?" + TestServer.encoded(request)));
        assertNoRedirect(browser.post("/oauth2/authorize", request));
    }

    /** An error is no reason to send a browser anywhere either. */
    @ParameterizedTest
    @FieldSource("REFUSED")
    void authorizesWhenNotRegisteredAndWrongBesidesThenAPageAndNoRedirect(String uri) {
        Map<String, String> request = client.request("response_type", "token", "scope", "admin", "state", "");
        request.put("redirect_uri", uri);

        assertNoRedirect(browser.get("/oauth2/authorize?" + TestServer.encoded(request)));
    }

    @ParameterizedTest
    @FieldSource("REFUSED")
    void pushesWhenNotRegisteredThenInvalidRequest(String uri) {
        Map<String, String> request = client.request();
        request.put("redirect_uri", uri);

        HttpResponse<String> answer = client.post("/oauth2/par", request);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(json(answer).get("error").asString()).isEqualTo("invalid_request");
    }

    @ParameterizedTest
    @FieldSource("REGISTERED")
    void signsOutWhenRegisteredThenTheBrowserIsSentThere(String uri) {
        HttpResponse<String> answer = new ScriptedBrowser(SERVER).get(logout(uri));

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(ScriptedBrowser.location(answer)).isEqualTo(uri + (uri.contains("?") ? "&" : "?") + "state=s");
    }

    @ParameterizedTest
    @FieldSource("NOT_REGISTERED")
    void signsOutWhenNotRegisteredThenAPageAndNoRedirect(String uri) {
        assertNoRedirect(new ScriptedBrowser(SERVER).get(logout(uri)));
    }

    /** The server must not be led to take part of a repeated parameter for the whole. */
    @Test
    void authorizesWhenTheUriIsThereTwiceThenAPageAndNoRedirect() {
        String evil = "&redirect_uri=https%3A%2F%2Fevil.example%2F";

        assertNoRedirect(browser.get(client.authorize("redirect_uri", REGISTERED.getFirst()) + evil));
        assertNoRedirect(new ScriptedBrowser(SERVER)
                .get(logout(REGISTERED.getFirst()) + "&post_logout_redirect_uri=https%3A%2F%2Fevil.example%2F"));
    }

    @Test
    void corpusHasTwoHundredUris() {
        assertThat(REFUSED.size() + ACCEPTED.size()).isGreaterThanOrEqualTo(200);
    }

    private static String logout(String uri) {
        return "/connect/logout?"
                + TestServer.encoded(Map.of("client_id", client.id(), "post_logout_redirect_uri", uri, "state", "s"));
    }

    private static void assertNoRedirect(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.headers().toString()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Location")).isEmpty();
        assertThat(answer.headers().firstValue("X-Request-ID")).isPresent();
        assertThat(answer.headers().firstValue("Refresh")).isEmpty();
        assertThat(answer.body()).doesNotContain("http-equiv");
    }

    private static List<String> of(Predicate<String> kinds) {
        return LINES.stream()
                .filter(line -> line.indexOf(' ') > 0 && !line.startsWith("#"))
                .filter(line -> kinds.test(line.substring(0, line.indexOf(' '))))
                .map(line -> JsonMapper.shared().readValue(line.substring(line.indexOf(' ') + 1), String.class))
                .toList();
    }

    private static List<String> lines() {
        try (InputStream file =
                Objects.requireNonNull(RedirectsOverHttpTest.class.getResourceAsStream("/oauth/redirect-uris.txt"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
