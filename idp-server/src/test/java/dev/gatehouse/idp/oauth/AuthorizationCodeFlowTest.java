package dev.gatehouse.idp.oauth;

import static dev.gatehouse.idp.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.grants.Race;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The authorization code grant and the refresh of its tokens, from the browser to the token endpoint. */
class AuthorizationCodeFlowTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded();

    private final RelyingParty client = RelyingParty.confidential(SERVER);
    private final Account person = People.somebody(SERVER);
    private final ScriptedBrowser browser = new ScriptedBrowser(SERVER).signIn(person);

    /** RFC 6749 section 4.1. */
    @Nested
    class Redeeming {

        @Test
        void redeemsWhenTheCodeIsFreshThenTokensOfThePerson() {
            HttpResponse<String> answer = client.redeem(client.code(browser));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
            JsonNode tokens = json(answer);
            assertThat(tokens.get("token_type").asString()).isEqualTo("Bearer");
            assertThat(tokens.get("scope").asString()).isEqualTo("openid");
            assertThat(tokens.get("expires_in").asInt()).isEqualTo(54_000);
            JsonNode access = RelyingParty.claims(tokens.get("access_token").asString());
            assertThat(access.get("sub").asString()).isEqualTo(person.id().value());
            assertThat(access.get("client_id").asString()).isEqualTo(client.id());
            JsonNode identity = RelyingParty.claims(tokens.get("id_token").asString());
            assertThat(identity.get("nonce").asString()).isEqualTo("n-0S6_WzA2Mj");
            assertThat(identity.get("aud").asString()).isEqualTo(client.id());
        }

        @Test
        void redeemsWhenTheCodeWasRedeemedThenRefusedAndWhatItIssuedIsDead() {
            String code = client.code(browser);
            JsonNode tokens = json(client.redeem(code));

            HttpResponse<String> second = client.redeem(code);

            assertThat(second.statusCode()).isEqualTo(400);
            assertThat(json(second).get("error").asString()).isEqualTo("invalid_grant");
            assertThat(client.refresh(tokens.get("refresh_token").asString()).statusCode())
                    .isEqualTo(400);
        }

        /** Section 4.1.2: "revoke (when possible) all tokens previously issued based on that authorization code". */
        @Test
        void redeemsWhenTheCodeComesAgainThenAllThatCameOfItIsDeadEverywhere() {
            RelyingParty console =
                    RelyingParty.confidential(SERVER, builder -> builder.scopes(List.of("openid", "gatehouse")));
            String code = console.code(browser, "scope", "openid gatehouse");
            JsonNode first = json(console.redeem(code));
            JsonNode second = json(console.refresh(first.get("refresh_token").asString()));
            List<String> accessTokens = List.of(
                    first.get("access_token").asString(),
                    second.get("access_token").asString());
            assertThat(accessTokens)
                    .allSatisfy(token -> assertThat(standing(token)).isEqualTo("200 true 200"));

            assertThat(json(console.redeem(code)).get("error").asString()).isEqualTo("invalid_grant");

            assertThat(accessTokens)
                    .allSatisfy(token -> assertThat(standing(token)).isEqualTo("401 false 401"));
            assertThat(json(console.refresh(second.get("refresh_token").asString()))
                            .get("error")
                            .asString())
                    .isEqualTo("invalid_grant");
        }

        /** What userinfo, introspection and an API of ours say of an access token. */
        private static String standing(String accessToken) {
            HttpResponse<String> introspected = SERVER.post(
                    "/oauth2/introspect",
                    Map.of("token", accessToken),
                    TestServer.BOOTSTRAP_ID,
                    TestServer.BOOTSTRAP_SECRET);
            return SERVER.get("/userinfo", accessToken).statusCode()
                    + " " + json(introspected).get("active").asBoolean()
                    + " " + SERVER.get("/api/v1/me", accessToken).statusCode();
        }

        /** Long after the answer, and even when the code has expired: it is known that it was redeemed. */
        @ParameterizedTest
        @ValueSource(longs = {31, 300})
        void redeemsWhenTheCodeComesAgainLaterThenRefusedAndTheAccessTokenIsDead(long seconds) {
            String code = client.code(browser);
            String accessToken = json(client.redeem(code)).get("access_token").asString();
            SERVER.clock().advance(Duration.ofSeconds(seconds));
            assertThat(SERVER.get("/userinfo", accessToken).statusCode()).isEqualTo(200);

            assertThat(json(client.redeem(code)).get("error").asString()).isEqualTo("invalid_grant");
            assertThat(SERVER.get("/userinfo", accessToken).statusCode()).isEqualTo(401);
        }

        @Test
        void redeemsWhenManyComeAtOnceThenOneSucceeds() {
            String code = client.code(browser);

            List<Integer> statuses = Race.run(() -> client.redeem(code).statusCode());

            assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 400);
        }
    }

    /** RFC 6749 section 6, RFC 9700 section 4.14.2 and RFC 7009 section 2.1. */
    @Nested
    class Refreshing {

        /** OpenID Connect Core section 12.2. */
        @Test
        void refreshesWhenOpenidThenTheIdTokenIsAboutTheSameSignIn() {
            JsonNode tokens = json(client.redeem(client.code(browser, "max_age", "1000")));
            JsonNode first = RelyingParty.claims(tokens.get("id_token").asString());
            SERVER.clock().advance(Duration.ofSeconds(10));

            JsonNode refreshed = json(client.refresh(tokens.get("refresh_token").asString()));
            JsonNode second = RelyingParty.claims(refreshed.get("id_token").asString());

            for (String same : List.of("iss", "sub", "aud", "auth_time", "sid")) {
                assertThat(second.get(same)).as(same).isEqualTo(first.get(same));
            }
            assertThat(second.get("iat").asLong())
                    .isGreaterThan(first.get("iat").asLong());
            assertThat(second.has("nonce")).isFalse();
        }

        @Test
        void refreshesWhenFreshThenRotatedAndTheEarlierAccessTokenLives() {
            JsonNode first = client.tokens(browser);

            JsonNode second = json(client.refresh(first.get("refresh_token").asString()));

            assertThat(second.get("refresh_token").asString())
                    .isNotEqualTo(first.get("refresh_token").asString());
            assertThat(SERVER.get("/userinfo", first.get("access_token").asString())
                            .statusCode())
                    .isEqualTo(200);
        }

        @Test
        void refreshesWhenManyComeAtOnceThenOneSucceedsAndTheFamilyLives() {
            String token = client.tokens(browser).get("refresh_token").asString();

            List<HttpResponse<String>> answers = Race.run(() -> client.refresh(token));

            List<HttpResponse<String>> won =
                    answers.stream().filter(one -> one.statusCode() == 200).toList();
            assertThat(won).hasSize(1);
            assertThat(client.refresh(json(won.getFirst()).get("refresh_token").asString())
                            .statusCode())
                    .isEqualTo(200);
        }

        @Test
        void refreshesWhenOfAnotherClientOrTooWideThenRefused() {
            String token = client.tokens(browser).get("refresh_token").asString();

            assertThat(RelyingParty.confidential(SERVER).refresh(token).statusCode())
                    .isEqualTo(400);
            assertThat(json(client.refresh(token, "scope", "openid email"))
                            .get("error")
                            .asString())
                    .isEqualTo("invalid_scope");
        }

        @Test
        void revokesWhenARefreshTokenThenTheWholeFamilyIsDead() {
            JsonNode tokens = client.tokens(browser);
            String refresh = tokens.get("refresh_token").asString();

            assertThat(client.post("/oauth2/revoke", Map.of("token", refresh)).statusCode())
                    .isEqualTo(200);
            assertThat(client.refresh(refresh).statusCode()).isEqualTo(400);
            assertThat(SERVER.get("/userinfo", tokens.get("access_token").asString())
                            .statusCode())
                    .isEqualTo(401);
        }
    }
}
