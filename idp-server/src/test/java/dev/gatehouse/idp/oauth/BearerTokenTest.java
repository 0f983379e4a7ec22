package dev.gatehouse.idp.oauth;

import static dev.gatehouse.idp.TestServer.basic;
import static dev.gatehouse.idp.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.clients.Client;
import dev.gatehouse.idp.clients.Clients;
import dev.gatehouse.idp.clients.TestClients;
import dev.gatehouse.idp.tokens.GrantedAccess;
import dev.gatehouse.idp.tokens.TokenMint;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How our own APIs take access tokens, whatever the route does. */
class BearerTokenTest {

    /** No such resource: who gets past authentication is told so. */
    private static final String API = "/api/v1/none";

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded();

    private static final RegisteredClients CLIENTS = new RegisteredClients(SERVER);

    @BeforeAll
    static void register() {
        CLIENTS.add(TestClients.service("caller").scopes(List.of("read", Client.GATEHOUSE_SCOPE)));
        CLIENTS.add(TestClients.service("impostor").audiences(List.of("https://api.example")));
        CLIENTS.add(TestClients.service("aimed"));
    }

    private static String challenge(HttpResponse<String> answer) {
        return answer.headers().firstValue("WWW-Authenticate").orElse("");
    }

    @Nested
    class Rfc6750Section3 {

        @ParameterizedTest
        @ValueSource(strings = {API, "/api/v1/clients", "/access/v1/evaluation", "/scim/v2/Users"})
        void refusesWhenThereAreNoCredentialsThenAChallengeWithoutAnError(String path) {
            HttpResponse<String> answer = SERVER.get(path);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(challenge(answer)).isEqualTo("Bearer realm=\"gatehouse\"");
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(json(answer).get("code").asString()).isEqualTo("unauthenticated");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/%61pi/v1/clients",
                    "/api/v1/%63lients",
                    "/ap%69/v1/users",
                    "/%73cim/v2/Users",
                    "/%6Cogin",
                    "/%6clogin",
                    "/account%2Fx/%41",
                    "/oauth2/device%5Fverification"
                })
        void refusesWhenThePathIsSpelledOtherwiseThenNoChainIsPassed(String path) {
            assertThat(SERVER.get(path).statusCode()).isEqualTo(400);
            assertThat(SERVER.post(path, Map.of()).statusCode()).isEqualTo(400);
        }

        @ParameterizedTest
        @ValueSource(strings = {"Bearer", "Bearer ", "Bearer x", "Bearer a.b.c", "Basic YTpi", "Token x", "x"})
        void refusesWhenTheCredentialsAreBadThenInvalidToken(String header) {
            HttpResponse<String> answer = SERVER.send(SERVER.request(API).header("Authorization", header));
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(challenge(answer)).contains("error=\"invalid_token\"");
        }

        @Test
        void refusesWhenTheTokenLacksOurScopeThenItIsForAnotherAudience() {
            HttpResponse<String> answer = SERVER.get(API, CLIENTS.token("caller", "read"));
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(challenge(answer)).contains("error=\"invalid_token\"");
        }

        @Test
        void refusesWhenTheTokenNamesUsButLacksTheScopeThenInsufficientScope() {
            // No endpoint of ours gives such a token.
            var access = new GrantedAccess(
                    SERVER.bean(Clients.class).find("aimed").orElseThrow(),
                    "aimed",
                    List.of("read"),
                    List.of(SERVER.issuer()),
                    "system",
                    List.of(),
                    null,
                    null);
            HttpResponse<String> answer = SERVER.get(
                    API, SERVER.bean(TokenMint.class).accessToken(access).value());
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(challenge(answer))
                    .isEqualTo("Bearer realm=\"gatehouse\", error=\"insufficient_scope\", scope=\"gatehouse\"");
        }

        @Test
        void refusesWhenTheAudienceIsAnotherThenInvalidToken() {
            assertThat(SERVER.get(API, CLIENTS.token("impostor", "read")).statusCode())
                    .isEqualTo(401);
        }

        @Test
        void admitsWhenTheTokenIsForUsThenTheRouteAnswers() {
            assertThat(SERVER.get(API, CLIENTS.token("caller", "gatehouse")).statusCode())
                    .isEqualTo(404);
            HttpResponse<String> answer = SERVER.send(
                    SERVER.request(API).header("Authorization", "bearer " + CLIENTS.token("caller", "gatehouse")));
            assertThat(answer.statusCode()).isEqualTo(404);
        }

        @Test
        void refusesWhenTwoHeadersAreSentThenInvalidRequest() {
            HttpResponse<String> answer = SERVER.send(SERVER.request(API)
                    .header("Authorization", "Bearer " + CLIENTS.token("caller", "gatehouse"))
                    .header("Authorization", basic("caller", RegisteredClients.SECRET)));
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(challenge(answer)).contains("error=\"invalid_request\"");
        }

        @Test
        void refusesWhenTheTokenIsInTheQueryThenItIsNotRead() {
            String token = CLIENTS.token("caller", "gatehouse");
            assertThat(SERVER.get(API + "?access_token=" + token).statusCode()).isEqualTo(401);
        }
    }
}
