package dev.gatehouse.idp.oauth;

import static dev.gatehouse.idp.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.grants.Race;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
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

        @Test
        void redeemsWhenManyComeAtOnceThenOneSucceeds() {
            String code = client.code(browser);

            List<Integer> statuses = Race.run(() -> client.redeem(code).statusCode());

            assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 400);
        }
    }
}
