package dev.gatehouse.idp.oauth;

import static dev.gatehouse.idp.TestServer.BOOTSTRAP_ID;
import static dev.gatehouse.idp.TestServer.BOOTSTRAP_SECRET;
import static dev.gatehouse.idp.TestServer.basic;
import static dev.gatehouse.idp.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.clients.ClientAuthMethod;
import dev.gatehouse.idp.clients.ClientStatus;
import dev.gatehouse.idp.clients.TestClients;
import dev.gatehouse.idp.keys.SigningAlgorithm;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code /oauth2/token} over real connections. */
class TokenEndpointTest {

    private static final String TOKEN = "/oauth2/token";
    private static final Map<String, String> CLIENT_CREDENTIALS = Map.of("grant_type", "client_credentials");

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded();

    private static final RegisteredClients CLIENTS = new RegisteredClients(SERVER);

    @BeforeAll
    static void register() {
        CLIENTS.add(TestClients.service("service-1").defaultScopes(List.of("read")));
        CLIENTS.add(TestClients.service("poster").authMethod(ClientAuthMethod.CLIENT_SECRET_POST));
        CLIENTS.add(TestClients.service("rs256").accessTokenAlgorithm(SigningAlgorithm.RS256));
        CLIENTS.add(TestClients.service("disabled").status(ClientStatus.DISABLED));
        CLIENTS.add(TestClients.service("no-grants").grantTypes(List.of()));
        CLIENTS.add(TestClients.service("expired-secret").secretExpiresAt(TestClients.CREATED));
        CLIENTS.addWithoutSecret(TestClients.publicClient("public-1"));
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> form = new HashMap<>(CLIENT_CREDENTIALS);
        form.put(name, value);
        return form;
    }

    private static HttpResponse<String> ask(String clientId, Map<String, String> form) {
        return SERVER.post(TOKEN, form, clientId, RegisteredClients.SECRET);
    }

    private static void assertError(HttpResponse<String> answer, int status, String error) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(json(answer).get("error").asString()).isEqualTo(error);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    private static JsonNode claims(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        String token = json(answer).get("access_token").asString();
        byte[] payload = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
        return JsonMapper.builder().build().readTree(new String(payload, StandardCharsets.UTF_8));
    }

    @Nested
    class Rfc6749Section4Dot4ClientCredentials {

        @Test
        void issuesWhenTheServiceAuthenticatesThenATokenOfItsOwn() {
            JsonNode claims = claims(ask("service-1", with("scope", "read write")));
            assertThat(claims.get("iss").asString()).isEqualTo(SERVER.issuer());
            assertThat(claims.get("sub").asString()).isEqualTo("service-1");
            assertThat(claims.get("client_id").asString()).isEqualTo("service-1");
            assertThat(claims.get("scope").asString()).isEqualTo("read write");
            assertThat(claims.has("refresh_token")).isFalse();
        }

        @Test
        void issuesWhenTheBootstrapClientAsksForGatehouseThenOurApisAreItsAudience() {
            HttpResponse<String> answer =
                    SERVER.post(TOKEN, with("scope", "gatehouse"), BOOTSTRAP_ID, BOOTSTRAP_SECRET);
            assertThat(claims(answer).get("aud").toString()).contains(SERVER.issuer());
            assertThat(claims(answer).get("roles").toString()).isEqualTo("[\"admins\",\"users\"]");
            assertThat(claims(answer).get("workspace").asString()).isEqualTo("system");
        }

        @Test
        void refusesWhenTheClientIsPublicThenUnauthorizedClient() {
            assertError(SERVER.post(TOKEN, with("client_id", "public-1")), 400, "unauthorized_client");
        }

        @Test
        void refusesWhenTheClientIsNotRegisteredForTheGrantThenUnauthorizedClient() {
            assertError(ask("no-grants", CLIENT_CREDENTIALS), 400, "unauthorized_client");
        }
    }

    @Nested
    class Rfc6749Section5Dot1SuccessfulResponse {

        @Test
        void answersWhenIssuedThenWithTheMembersOfTheSpecification() {
            HttpResponse<String> answer = ask("service-1", with("scope", "read"));
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
            assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
            assertThat(answer.headers().firstValue("Pragma")).hasValue("no-cache");
            JsonNode body = json(answer);
            assertThat(body.propertyNames()).containsExactly("access_token", "token_type", "expires_in", "scope");
            assertThat(body.get("token_type").asString()).isEqualTo("Bearer");
            assertThat(body.get("expires_in").asLong()).isEqualTo(54_000);
        }

        @Test
        void answersWhenNoScopeIsAskedThenWithTheDefaults() {
            assertThat(json(ask("service-1", CLIENT_CREDENTIALS)).get("scope").asString())
                    .isEqualTo("read");
            assertThat(json(ask("rs256", CLIENT_CREDENTIALS)).has("scope")).isFalse();
        }

        @Test
        void answersWhenTheClientHasAnAlgorithmThenSignedWithIt() {
            String token =
                    json(ask("rs256", CLIENT_CREDENTIALS)).get("access_token").asString();
            byte[] header = Base64.getUrlDecoder().decode(token.split("\\.", -1)[0]);
            assertThat(new String(header, StandardCharsets.UTF_8)).contains("RS256", "at+jwt");
        }

        @Test
        void answersWhenAskedThenNoSessionBegins() {
            assertThat(ask("service-1", CLIENT_CREDENTIALS).headers().allValues("Set-Cookie"))
                    .isEmpty();
        }
    }

    @Nested
    class Rfc6749Section5Dot2ErrorResponse {

        @Test
        void refusesWhenTheSecretIsWrongThenInvalidClientWithAChallenge() {
            HttpResponse<String> answer = SERVER.post(TOKEN, CLIENT_CREDENTIALS, "service-1", "wrong");
            assertError(answer, 401, "invalid_client");
            assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Basic realm=\"gatehouse\"");
        }

        @ParameterizedTest
        @ValueSource(strings = {"unknown", "disabled", "expired-secret", "poster", "webapp"})
        void refusesWhenTheClientCannotAuthenticateThenTheSameAnswer(String id) {
            HttpResponse<String> answer = ask(id, CLIENT_CREDENTIALS);
            assertError(answer, 401, "invalid_client");
            assertThat(answer.body())
                    .isEqualTo(SERVER.post(TOKEN, CLIENT_CREDENTIALS, "service-1", "wrong")
                            .body());
        }

        @Test
        void refusesWhenNothingAuthenticatesThenInvalidClient() {
            assertError(SERVER.post(TOKEN, CLIENT_CREDENTIALS), 401, "invalid_client");
            assertError(SERVER.post(TOKEN, with("client_id", "service-1")), 401, "invalid_client");
        }

        @ParameterizedTest
        @ValueSource(strings = {"Basic", "Basic !", "Basic Og==", "Basic YQ==", "Bearer abc", "Digest x", "basic"})
        void refusesWhenTheHeaderIsMalformedThenInvalidClient(String header) {
            assertError(
                    SERVER.send(
                            SERVER.form(TOKEN, "grant_type=client_credentials").header("Authorization", header)),
                    401,
                    "invalid_client");
        }

        @Test
        void refusesWhenTheGrantIsUnknownThenUnsupportedGrantType() {
            for (String grant : List.of("password", "implicit", "CLIENT_CREDENTIALS", "urn:x")) {
                assertError(ask("service-1", Map.of("grant_type", grant)), 400, "unsupported_grant_type");
            }
        }

        @Test
        void refusesWhenTheGrantIsMissingThenInvalidRequest() {
            assertError(ask("service-1", Map.of()), 400, "invalid_request");
            assertError(ask("service-1", Map.of("grant_type", "")), 400, "invalid_request");
        }

        @ParameterizedTest
        @ValueSource(strings = {"admin", "read admin", "openid", "\"", "re\\ad", "lesen\u00fc", "READ", "gatehouse"})
        void refusesWhenAScopeIsNotTheClientsThenInvalidScope(String scope) {
            assertError(ask("service-1", with("scope", scope)), 400, "invalid_scope");
        }
    }

    @Nested
    class Rfc6749Section2Dot3ClientAuthentication {

        @Test
        void authenticatesWhenPostedByAClientOfThatMethodThenIssued() {
            Map<String, String> form = with("client_id", "poster");
            form.put("client_secret", RegisteredClients.SECRET);
            assertThat(SERVER.post(TOKEN, form).statusCode()).isEqualTo(200);
        }

        @Test
        void authenticatesWhenTheBootstrapClientPostsItsSecretThenIssued() {
            Map<String, String> form = with("client_id", BOOTSTRAP_ID);
            form.put("client_secret", BOOTSTRAP_SECRET);
            assertThat(SERVER.post(TOKEN, form).statusCode()).isEqualTo(200);
        }

        @Test
        void refusesWhenAnotherMethodThanRegisteredIsUsedThenInvalidClient() {
            Map<String, String> form = with("client_id", "service-1");
            form.put("client_secret", RegisteredClients.SECRET);
            assertError(SERVER.post(TOKEN, form), 401, "invalid_client");
        }

        @Test
        void refusesWhenTwoMethodsAreUsedThenInvalidRequest() {
            assertError(ask("service-1", with("client_secret", RegisteredClients.SECRET)), 400, "invalid_request");
            assertError(ask("service-1", with("client_assertion", "x")), 400, "invalid_request");
            Map<String, String> form = with("client_secret", "x");
            form.put("client_assertion", "x");
            assertError(SERVER.post(TOKEN, form), 400, "invalid_request");
        }

        @Test
        void refusesWhenTheParameterNamesAnotherClientThenInvalidRequest() {
            assertThat(ask("service-1", with("client_id", "service-1")).statusCode())
                    .isEqualTo(200);
            assertError(ask("service-1", with("client_id", "poster")), 400, "invalid_request");
        }

        @Test
        void refusesWhenTwoHeadersAreSentThenInvalidRequest() {
            HttpRequest.Builder request = SERVER.form(TOKEN, "grant_type=client_credentials")
                    .header("Authorization", basic("service-1", RegisteredClients.SECRET))
                    .header("Authorization", basic("service-1", RegisteredClients.SECRET));
            assertError(SERVER.send(request), 400, "invalid_request");
        }

        @Test
        void authenticatesWhenTheSecretIsNotFormEncodedThenTakenAsItStands() {
            CLIENTS.add(TestClients.service("plus"), "a+b%20c/=:d");
            String pair = Base64.getEncoder().encodeToString("plus:a+b%20c/=:d".getBytes(StandardCharsets.UTF_8));
            HttpRequest.Builder request =
                    SERVER.form(TOKEN, "grant_type=client_credentials").header("Authorization", "Basic " + pair);
            assertThat(SERVER.send(request).statusCode()).isEqualTo(200);
            assertThat(SERVER.post(TOKEN, CLIENT_CREDENTIALS, "plus", "a+b%20c/=:d")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Nested
    class Rfc6749Section3Dot2Requests {

        private HttpResponse<String> send(HttpRequest.Builder request) {
            return SERVER.send(request.header("Authorization", basic("service-1", RegisteredClients.SECRET)));
        }

        @ParameterizedTest
        @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH", "OPTIONS"})
        void refusesWhenTheMethodIsNotPostThenMethodNotAllowed(String method) {
            HttpResponse<String> answer =
                    send(SERVER.request(TOKEN).method(method, HttpRequest.BodyPublishers.noBody()));
            assertError(answer, 405, "invalid_request");
            assertThat(answer.headers().firstValue("Allow")).hasValue("POST");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"application/json", "multipart/form-data; boundary=x", "text/plain", "x", "application/xml"})
        void refusesWhenTheBodyIsNoFormThenUnsupportedMediaType(String type) {
            HttpRequest.Builder request = SERVER.request(TOKEN)
                    .header("Content-Type", type)
                    .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"));
            assertError(send(request), 415, "invalid_request");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"application/x-www-form-urlencoded;charset=UTF-8", "Application/X-WWW-Form-URLencoded ; a=b"
                })
        void issuesWhenTheMediaTypeHasParametersThenTakenAsAForm(String type) {
            HttpRequest.Builder request = SERVER.request(TOKEN)
                    .header("Content-Type", type)
                    .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"));
            assertThat(send(request).statusCode()).isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(strings = {"?", "?grant_type=client_credentials", "?client_secret=x", "?x=y"})
        void refusesWhenThereIsAQueryThenInvalidRequest(String query) {
            HttpResponse<String> answer = send(SERVER.form(TOKEN + query, "grant_type=client_credentials"));
            if (query.equals("?")) {
                assertThat(answer.statusCode()).isIn(200, 400);
            } else {
                assertError(answer, 400, "invalid_request");
            }
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "grant_type=client_credentials&grant_type=client_credentials",
                    "grant_type=client_credentials&scope=read&scope=write",
                    "grant_type=client_credentials&%73cope=read&scope=read",
                    "grant_type=client_credentials&unknown=1&unknown=2",
                    "grant_type=client_credentials&scope=%",
                    "grant_type=client_credentials&scope=%FF"
                })
        void refusesWhenTheFormIsMalformedThenInvalidRequest(String body) {
            assertError(send(SERVER.form(TOKEN, body)), 400, "invalid_request");
        }

        @Test
        void issuesWhenParametersAreUnknownThenTheyAreIgnored() {
            assertThat(send(SERVER.form(TOKEN, "grant_type=client_credentials&foo=bar"))
                            .statusCode())
                    .isEqualTo(200);
        }

        @Test
        void refusesWhenTheBodyIsTooLongThenTheLimitIsNamed() {
            String body = "grant_type=client_credentials&pad=" + "x".repeat(FormReader.MAX_BODY);
            HttpResponse<String> answer = send(SERVER.form(TOKEN, body));
            assertError(answer, 413, "invalid_request");
            assertThat(answer.body()).contains(String.valueOf(FormReader.MAX_BODY));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"/oauth2/token/", "/oauth2//token", "/oauth2/%74oken", "/oauth2/token;a=b", "/OAUTH2/TOKEN"})
        void refusesWhenThePathIsSpelledOtherwiseThenNothingIsIssued(String path) {
            assertThat(send(SERVER.form(path, "grant_type=client_credentials")).statusCode())
                    .isGreaterThanOrEqualTo(400);
        }
    }

    @Nested
    class OnRecord {

        @Test
        void recordsWhenAnsweredThenBeforeItLeaves() {
            SERVER.trail().clear();
            ask("service-1", with("scope", "read"));
            SERVER.post(TOKEN, CLIENT_CREDENTIALS, "service-1", "wrong");
            SERVER.get(TOKEN);
            assertThat(SERVER.trail().summary())
                    .containsExactly("token.issued SUCCESS", "token.issued DENIED", "token.issued DENIED");
            assertThat(SERVER.trail().entries().getFirst().actor().id()).isEqualTo("service-1");
            assertThat(SERVER.trail().events().get(1).facts()).containsEntry("detail", "wrong-secret");
        }

        @Test
        void refusesWhenNothingCanBeRecordedThenTemporarilyUnavailable() {
            SERVER.trail().unavailable(true);
            try {
                HttpResponse<String> issued = ask("service-1", CLIENT_CREDENTIALS);
                assertError(issued, 503, "temporarily_unavailable");
                assertThat(issued.body()).doesNotContain("access_token");
                assertError(SERVER.post(TOKEN, CLIENT_CREDENTIALS), 503, "temporarily_unavailable");
            } finally {
                SERVER.trail().unavailable(false);
            }
        }
    }
}
