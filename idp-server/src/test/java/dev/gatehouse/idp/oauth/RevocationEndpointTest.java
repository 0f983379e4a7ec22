package dev.gatehouse.idp.oauth;

import static dev.gatehouse.idp.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.clients.Client;
import dev.gatehouse.idp.clients.ClientId;
import dev.gatehouse.idp.clients.ClientStore;
import dev.gatehouse.idp.clients.TestClients;
import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.Stored;
import dev.gatehouse.idp.tokens.RevocationCheck;
import dev.gatehouse.idp.tokens.RevocationFollower;
import dev.gatehouse.idp.tokens.RevocationState;
import dev.gatehouse.idp.tokens.TokenVerifier;
import dev.gatehouse.idp.tokens.Verification;
import dev.gatehouse.idp.tokens.VerifiedAccessToken;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /oauth2/revoke} over real connections, and that what was revoked is dead everywhere. */
class RevocationEndpointTest {

    private static final String REVOKE = "/oauth2/revoke";

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded();

    private static final RegisteredClients CLIENTS = new RegisteredClients(SERVER);

    @BeforeAll
    static void register() {
        CLIENTS.add(TestClients.service("owner").scopes(List.of("read", Client.GATEHOUSE_SCOPE)));
        CLIENTS.add(TestClients.service("other"));
    }

    private static HttpResponse<String> revoke(String clientId, String token) {
        return SERVER.post(REVOKE, Map.of("token", token), clientId, RegisteredClients.SECRET);
    }

    private static boolean active(String token) {
        HttpResponse<String> answer =
                SERVER.post("/oauth2/introspect", Map.of("token", token), "owner", RegisteredClients.SECRET);
        return json(answer).get("active").asBoolean();
    }

    @Nested
    class Rfc7009Section2 {

        @Test
        void revokesWhenTheTokenIsTheCallersThenItIsDeadAtOnceAndNoOther() {
            String token = CLIENTS.token("owner", "read");
            String another = CLIENTS.token("owner", "read");
            assertThat(active(token)).isTrue();
            HttpResponse<String> answer = revoke("owner", token);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEmpty();
            assertThat(active(token)).isFalse();
            assertThat(active(another)).isTrue();
        }

        @Test
        void revokesWhenRevokedBeforeThenTheSameAnswer() {
            String token = CLIENTS.token("owner", "read");
            revoke("owner", token);
            assertThat(revoke("owner", token).statusCode()).isEqualTo(200);
        }

        @Test
        void refusesWhenTheTokenIsOfAnotherClientThenItLives() {
            String token = CLIENTS.token("owner", "read");
            HttpResponse<String> answer = revoke("other", token);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(json(answer).get("error").asString()).isEqualTo("unauthorized_client");
            assertThat(active(token)).isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"x", "a.b.c", "..", "e30.e30."})
        void answersWhenTheTokenIsNotOursThenOk(String token) {
            assertThat(revoke("owner", token).statusCode()).isEqualTo(200);
        }

        @Test
        void refusesWhenTheTokenIsMissingThenInvalidRequest() {
            HttpResponse<String> answer = SERVER.post(REVOKE, Map.of(), "owner", RegisteredClients.SECRET);
            assertThat(json(answer).get("error").asString()).isEqualTo("invalid_request");
        }

        @Test
        void refusesWhenTheCallerDoesNotAuthenticateThenInvalidClient() {
            String token = CLIENTS.token("owner", "read");
            assertThat(SERVER.post(REVOKE, Map.of("token", token)).statusCode()).isEqualTo(401);
            assertThat(SERVER.post(REVOKE, Map.of("token", token), "owner", "wrong")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(active(token)).isTrue();
        }
    }

    @Nested
    class ImmediateDeath {

        private VerifiedAccessToken verified(String token) {
            return ((Verification.Verified) SERVER.bean(TokenVerifier.class).verify(token)).token();
        }

        @Test
        void diesWhenRevokedThenOurApisRefuseIt() {
            String token = CLIENTS.token("owner", "gatehouse");
            int before = SERVER.get("/api/v1/none", token).statusCode();
            assertThat(before).isNotEqualTo(401);
            revoke("owner", token);
            HttpResponse<String> answer = SERVER.get("/api/v1/none", token);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate"))
                    .hasValue("Bearer realm=\"gatehouse\", error=\"invalid_token\"");
        }

        @Test
        void diesWhenTheClientMovesOnThenAllItsTokensAndNoneAfter() {
            CLIENTS.add(TestClients.service("moving"));
            String before = CLIENTS.token("moving", "read");
            ClientStore store = SERVER.bean(ClientStore.class);
            Stored<Client> client = store.find(new ClientId("moving")).orElseThrow();
            Client next = client.value().toBuilder().nextGeneration().build();
            store.replaceIf(next, client.version(), ChangeId.unannounced());
            RevocationState state = SERVER.bean(RevocationState.class);
            state.endClientTokens("moving", next.generation(), ChangeId.unannounced());
            assertThat(state.check(verified(before))).isEqualTo(RevocationCheck.REVOKED);
            assertThat(state.check(verified(CLIENTS.token("moving", "read")))).isEqualTo(RevocationCheck.LIVE);
        }

        @Test
        void diesWhenRevokedThenOnAnotherNodeWithinTwoSeconds() {
            VerifiedAccessToken token = verified(CLIENTS.token("owner", "read"));
            RevocationState otherNode = new RevocationState(SERVER.bean(DocumentStore.class), Clock.systemUTC());
            try (RevocationFollower follower = new RevocationFollower(otherNode)) {
                follower.start();
                assertThat(otherNode.check(token)).isEqualTo(RevocationCheck.LIVE);
                SERVER.bean(RevocationState.class).endToken(token.claims(), ChangeId.unannounced());
                long deadline = System.nanoTime() + Duration.ofSeconds(2).toNanos();
                while (otherNode.check(token) != RevocationCheck.REVOKED && System.nanoTime() < deadline) {
                    Thread.onSpinWait();
                }
                assertThat(otherNode.check(token)).isEqualTo(RevocationCheck.REVOKED);
            }
        }

        @Test
        void staysDeadWhenTheServerRestartsThenStillRevoked() {
            String token = CLIENTS.token("owner", "read");
            revoke("owner", token);
            VerifiedAccessToken verified = verified(token);
            RevocationState restarted = new RevocationState(SERVER.bean(DocumentStore.class), Clock.systemUTC());
            restarted.follow();
            assertThat(restarted.check(verified)).isEqualTo(RevocationCheck.REVOKED);
        }
    }

    @Nested
    class OnRecord {

        @Test
        void recordsWhenRevokedThenIntentAndOutcome() {
            String token = CLIENTS.token("owner", "read");
            SERVER.trail().clear();
            revoke("owner", token);
            assertThat(SERVER.trail().summary()).containsExactly("token.revoked INTENDED", "token.revoked SUCCESS");
        }

        @Test
        void livesWhenTheIntentCannotBeRecordedThenNothingIsRevoked() {
            String token = CLIENTS.token("owner", "read");
            SERVER.trail().unavailable(true);
            try {
                assertThat(revoke("owner", token).statusCode()).isEqualTo(503);
            } finally {
                SERVER.trail().unavailable(false);
            }
            assertThat(active(token)).isTrue();
        }
    }
}
