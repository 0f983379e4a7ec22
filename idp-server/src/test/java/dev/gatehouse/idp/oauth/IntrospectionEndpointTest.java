package dev.gatehouse.idp.oauth;

import static dev.gatehouse.idp.TestServer.BOOTSTRAP_ID;
import static dev.gatehouse.idp.TestServer.BOOTSTRAP_SECRET;
import static dev.gatehouse.idp.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.clients.TestClients;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /oauth2/introspect} over real connections. */
class IntrospectionEndpointTest {

    private static final String INTROSPECT = "/oauth2/introspect";

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded();

    private static final RegisteredClients CLIENTS = new RegisteredClients(SERVER);

    @BeforeAll
    static void register() {
        CLIENTS.add(TestClients.service("owner").audiences(List.of("resource", "https://api.example")));
        CLIENTS.add(TestClients.service("resource"));
        CLIENTS.add(TestClients.service("stranger"));
        CLIENTS.addWithoutSecret(TestClients.publicClient("public-1"));
    }

    private static String token() {
        return CLIENTS.token("owner", "read");
    }

    private static HttpResponse<String> introspect(String clientId, String token) {
        return SERVER.post(INTROSPECT, Map.of("token", token), clientId, RegisteredClients.SECRET);
    }

    @Nested
    class Rfc7662Section2Dot2Response {

        @Test
        void answersWhenTheTokenIsTheCallersThenItsClaims() {
            HttpResponse<String> answer = introspect("owner", token());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
            assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
            assertThat(json(answer).get("active").asBoolean()).isTrue();
            assertThat(json(answer).get("token_type").asString()).isEqualTo("Bearer");
            assertThat(json(answer).get("client_id").asString()).isEqualTo("owner");
            assertThat(json(answer).get("sub").asString()).isEqualTo("owner");
            assertThat(json(answer).get("scope").asString()).isEqualTo("read");
            assertThat(json(answer).get("iss").asString()).isEqualTo(SERVER.issuer());
            assertThat(json(answer).get("exp").asLong())
                    .isEqualTo(json(answer).get("iat").asLong() + 54_000);
        }

        @Test
        void answersWhenTheCallerIsInTheAudienceThenActive() {
            assertThat(json(introspect("resource", token())).get("active").asBoolean())
                    .isTrue();
        }

        @Test
        void answersWhenTheCallerIsAnAdministratorThenActive() {
            HttpResponse<String> answer =
                    SERVER.post(INTROSPECT, Map.of("token", token()), BOOTSTRAP_ID, BOOTSTRAP_SECRET);
            assertThat(json(answer).get("active").asBoolean()).isTrue();
        }

        @Test
        void answersWhenTheTokenIsNotForTheCallerThenInactiveAndNothingElse() {
            assertThat(introspect("stranger", token()).body()).isEqualTo("{\"active\":false}");
        }

        @ParameterizedTest
        @ValueSource(strings = {"x", "a.b.c", "..", "null", "e30.e30.", "\u00fc"})
        void answersWhenTheTokenIsNotOursThenInactive(String token) {
            HttpResponse<String> answer = introspect("owner", token);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"active\":false}");
        }

        @Test
        void answersWhenTheTokenWasTamperedWithThenInactive() {
            String token = token();
            char last = token.charAt(token.length() - 5);
            String other = token.substring(0, token.length() - 5)
                    + (last == 'A' ? 'B' : 'A')
                    + token.substring(token.length() - 4);
            assertThat(introspect("owner", other).body()).isEqualTo("{\"active\":false}");
        }

        @Test
        void answersWhenTheHintIsWrongThenAllTheSame() {
            for (String hint : List.of("refresh_token", "access_token", "nonsense")) {
                HttpResponse<String> answer = SERVER.post(
                        INTROSPECT,
                        Map.of("token", token(), "token_type_hint", hint),
                        "owner",
                        RegisteredClients.SECRET);
                assertThat(json(answer).get("active").asBoolean()).as(hint).isTrue();
            }
        }
    }

    @Nested
    class Rfc7662Section2Dot1Request {

        @Test
        void refusesWhenTheCallerDoesNotAuthenticateThenInvalidClient() {
            for (Map<String, String> form :
                    List.of(Map.of("token", token()), Map.of("token", token(), "client_id", "public-1"))) {
                HttpResponse<String> answer = SERVER.post(INTROSPECT, form);
                assertThat(answer.statusCode()).isEqualTo(401);
                assertThat(json(answer).get("error").asString()).isEqualTo("invalid_client");
            }
        }

        @Test
        void refusesWhenTheTokenIsMissingThenInvalidRequest() {
            HttpResponse<String> answer = SERVER.post(INTROSPECT, Map.of("a", "b"), "owner", RegisteredClients.SECRET);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(json(answer).get("error").asString()).isEqualTo("invalid_request");
        }

        @Test
        void refusesWhenAskedByGetThenMethodNotAllowed() {
            assertThat(SERVER.get(INTROSPECT + "?token=x").statusCode()).isEqualTo(405);
        }
    }

    @Nested
    class OnRecord {

        @Test
        void recordsWhenAnsweredThenWhoAskedAndWhy() {
            String token = token();
            SERVER.trail().clear();
            introspect("stranger", token);
            assertThat(SERVER.trail().summary()).containsExactly("token.introspected SUCCESS");
            assertThat(SERVER.trail().entries().getFirst().actor().id()).isEqualTo("stranger");
            assertThat(SERVER.trail().events().getFirst().reason()).hasValue("not-for-this-client");
        }

        @Test
        void refusesWhenNothingCanBeRecordedThenTemporarilyUnavailable() {
            String token = token();
            SERVER.trail().unavailable(true);
            try {
                HttpResponse<String> answer = introspect("owner", token);
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(json(answer).get("error").asString()).isEqualTo("temporarily_unavailable");
            } finally {
                SERVER.trail().unavailable(false);
            }
        }
    }
}
