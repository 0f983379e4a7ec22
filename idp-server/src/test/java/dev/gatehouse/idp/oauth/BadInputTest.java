package dev.gatehouse.idp.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.clients.GrantType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every kind of bad request at every endpoint. What each is answered with stands in {@code /oauth/bad-input.csv}; a kind
 * or an endpoint that has no line there fails. Every answer has a request id, and none is a failure of the server.
 */
class BadInputTest {

    private static final String FORM = "application/x-www-form-urlencoded";

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded();

    private static final Map<String, String> EXPECTED = expected();

    private static RelyingParty client;
    private static ScriptedBrowser browser;
    private static String token;

    /** Where requests go, and the parameters of a good one. */
    enum Endpoint {
        TOKEN("/oauth2/token", "grant_type=client_credentials"),
        INTROSPECT("/oauth2/introspect", "token=x"),
        REVOKE("/oauth2/revoke", "token=x"),
        PAR("/oauth2/par", "response_type=code"),
        DEVICE("/oauth2/device_authorization", "scope=openid"),
        USERINFO("/userinfo", ""),
        AUTHORIZE("/oauth2/authorize", "prompt=none"),
        LOGOUT("/connect/logout", "state=x"),
        SIGN_IN("/login", "username=x"),
        USERS("/api/v1/users", ""),
        DECISIONS("/access/v1/evaluation", "");

        private final String path;
        private final String good;

        Endpoint(String path, String good) {
            this.path = path;
            this.good = good;
        }
    }

    /** What is wrong. */
    enum Fault {
        BODY_TOO_LARGE,
        BODY_OF_TWO_MEGABYTES,
        PARAMETER_TOO_LONG,
        TOO_MANY_PARAMETERS,
        PARAMETER_TWICE,
        JSON_INSTEAD_OF_A_FORM,
        MULTIPART_INSTEAD_OF_A_FORM,
        NO_CONTENT_TYPE,
        MALFORMED_CONTENT_TYPE,
        ANOTHER_CHARSET,
        BAD_ESCAPE,
        BAD_UTF_8,
        A_NUL,
        EMPTY_BODY,
        QUERY_TOO_LONG,
        HEADER_TOO_LONG,
        TOO_MANY_HEADERS,
        COOKIES_WITHOUT_END,
        METHOD_UNKNOWN,
        METHOD_TRACE,
        REQUEST_ID_MALFORMED
    }

    @BeforeAll
    static void register() {
        client = RelyingParty.confidential(
                SERVER,
                builder -> builder.grantTypes(List.of(
                                GrantType.AUTHORIZATION_CODE,
                                GrantType.REFRESH_TOKEN,
                                GrantType.DEVICE_CODE,
                                GrantType.CLIENT_CREDENTIALS))
                        .scopes(List.of("openid", "gatehouse")));
        browser = new ScriptedBrowser(SERVER).signIn(People.administrator(SERVER));
        token = client.tokens(browser, "scope", "openid gatehouse")
                .get("access_token")
                .asString();
    }

    @TestFactory
    Stream<DynamicTest> answersWhenTheRequestIsBadThenAsTheProtocolSays() {
        return Arrays.stream(Endpoint.values())
                .flatMap(endpoint -> Arrays.stream(Fault.values())
                        .map(fault -> DynamicTest.dynamicTest(endpoint + ": " + fault, () -> check(endpoint, fault))));
    }

    @Test
    void listsWhenThereIsALineThenItIsOfAKnownEndpointAndFault() {
        assertThat(EXPECTED).hasSize(Endpoint.values().length * Fault.values().length);
    }

    private static void check(Endpoint endpoint, Fault fault) {
        HttpResponse<String> answer = SERVER.send(request(endpoint, fault));

        assertThat(answer.statusCode() + "," + code(answer)).isEqualTo(EXPECTED.get(endpoint + "," + fault));
        assertThat(answer.headers().firstValue("X-Request-ID"))
                .hasValueSatisfying(id -> assertThat(id).matches("[!-~]{1,128}"));
        assertThat(answer.body()).doesNotContain("Exception").doesNotContain("org.apache");
    }

    private static HttpRequest.Builder request(Endpoint endpoint, Fault fault) {
        String good = body(endpoint);
        String more = good.isEmpty() ? "" : good + "&";
        return switch (fault) {
            case BODY_TOO_LARGE -> form(endpoint, more + "pad=" + "x".repeat(70_000));
            case BODY_OF_TWO_MEGABYTES -> form(endpoint, more + "pad=" + "x".repeat(2_000_000));
            case PARAMETER_TOO_LONG -> form(endpoint, more + "pad=" + "x".repeat(40_000));
            case TOO_MANY_PARAMETERS ->
                form(
                        endpoint,
                        more
                                + IntStream.range(0, 1_100)
                                        .mapToObj(i -> "p" + i + "=1")
                                        .collect(Collectors.joining("&")));
            case PARAMETER_TWICE -> form(endpoint, more + (good.isEmpty() ? "access_token=x&access_token=x" : good));
            case JSON_INSTEAD_OF_A_FORM -> typed(endpoint, "application/json", "{\"grant_type\":\"x\"}");
            case MULTIPART_INSTEAD_OF_A_FORM ->
                typed(
                        endpoint,
                        "multipart/form-data; boundary=b",
                        "--b\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\nx\r\n--b--\r\n");
            case NO_CONTENT_TYPE ->
                authenticated(endpoint, SERVER.request(endpoint.path)).POST(BodyPublishers.ofString(good));
            case MALFORMED_CONTENT_TYPE -> typed(endpoint, "form/", good);
            case ANOTHER_CHARSET -> typed(endpoint, FORM + "; charset=UTF-7", good);
            case BAD_ESCAPE -> form(endpoint, more + "pad=%zz");
            case BAD_UTF_8 -> form(endpoint, more + "state=%ff%fe&token=%ff&username=%ff&scope=%ff");
            case A_NUL -> form(endpoint, more + "state=%00&username=%00&scope=%00");
            case EMPTY_BODY -> form(endpoint, "");
            case QUERY_TOO_LONG -> typed(endpoint, endpoint.path + "?pad=" + "x".repeat(60_000), FORM, good);
            case HEADER_TOO_LONG -> form(endpoint, good).header("X-Pad", "x".repeat(60_000));
            case TOO_MANY_HEADERS -> {
                HttpRequest.Builder request = form(endpoint, good);
                IntStream.range(0, 1_000).forEach(i -> request.header("X-Pad-" + i, "x"));
                yield request;
            }
            case COOKIES_WITHOUT_END ->
                form(endpoint, good)
                        .header(
                                "Cookie",
                                IntStream.range(0, 500)
                                        .mapToObj(i -> "c" + i + "=1")
                                        .collect(Collectors.joining("; ")));
            case METHOD_UNKNOWN -> form(endpoint, good).method("BREW", BodyPublishers.ofString(good));
            case METHOD_TRACE -> form(endpoint, good).method("TRACE", BodyPublishers.noBody());
            case REQUEST_ID_MALFORMED -> form(endpoint, more + "pad=%zz").header("X-Request-ID", "x".repeat(129));
        };
    }

    private static String body(Endpoint endpoint) {
        return switch (endpoint) {
            case AUTHORIZE -> TestServer.encoded(client.request("prompt", "none"));
            case PAR -> TestServer.encoded(client.request());
            case TOKEN, INTROSPECT, REVOKE, DEVICE, USERINFO, LOGOUT, SIGN_IN, USERS, DECISIONS -> endpoint.good;
        };
    }

    /** Our APIs take JSON: there what would be a form is a member, twice or malformed. */
    private static HttpRequest.Builder form(Endpoint endpoint, String body) {
        return endpoint == Endpoint.USERS || endpoint == Endpoint.DECISIONS
                ? typed(endpoint, "application/json", body.replaceAll("(\\w+)=([^&]*)&?", "{\"$1\":\"$2\"}"))
                : typed(endpoint, FORM, body);
    }

    private static HttpRequest.Builder typed(Endpoint endpoint, String type, String body) {
        return typed(endpoint, endpoint.path, type, body);
    }

    private static HttpRequest.Builder typed(Endpoint endpoint, String path, String type, String body) {
        return authenticated(endpoint, SERVER.request(path))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body));
    }

    private static HttpRequest.Builder authenticated(Endpoint endpoint, HttpRequest.Builder request) {
        return switch (endpoint) {
            case TOKEN, INTROSPECT, REVOKE, PAR, DEVICE ->
                request.header("Authorization", TestServer.basic(client.id(), RelyingParty.SECRET));
            case USERINFO, USERS, DECISIONS -> request.header("Authorization", "Bearer " + token);
            case AUTHORIZE, LOGOUT, SIGN_IN -> request.header("Accept", "text/html");
        };
    }

    /** The error of an OAuth answer, the code of a problem, the error of a redirect, or "page". */
    private static String code(HttpResponse<String> answer) {
        String location = answer.headers().firstValue("Location").orElse("");
        if (!location.isEmpty()) {
            String error = location.replaceAll(".*[?&]error=([a-z_]*).*", "$1");
            return error.equals(location) ? "redirect" : error;
        }
        if (answer.body().contains("<html")) {
            return "page";
        }
        try {
            JsonNode json = JsonMapper.shared().readTree(answer.body());
            return json.path("error").asString(json.path("code").asString("none"));
        } catch (JacksonException noJson) {
            return answer.body().isEmpty() ? "nothing" : "text";
        }
    }

    private static Map<String, String> expected() {
        try (InputStream file =
                Objects.requireNonNull(BadInputTest.class.getResourceAsStream("/oauth/bad-input.csv"))) {
            Map<String, String> expected = new LinkedHashMap<>();
            new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(line -> line.split(",", 4))
                    .forEach(cell -> expected.put(cell[0] + "," + cell[1], cell[2] + "," + cell[3]));
            return expected;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
