package dev.gatehouse.idp.oauth;

import static dev.gatehouse.idp.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.tokens.GoldenFile;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The documents by which relying parties learn what this server can do. */
class DiscoveryEndpointTest {

    private static final String OPENID = "/.well-known/openid-configuration";
    private static final String OAUTH = "/.well-known/oauth-authorization-server";

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded();

    @Nested
    class Rfc8414 {

        @Test
        void answersWhenAskedThenTheGoldenFile() throws Exception {
            GoldenFile.of("openid-configuration.json").holds(json(SERVER.get(OPENID)));
        }

        @Test
        void answersWhenAskedUnderEitherNameThenTheSame() {
            assertThat(SERVER.get(OAUTH).body()).isEqualTo(SERVER.get(OPENID).body());
        }

        @ParameterizedTest
        @ValueSource(strings = {OPENID, OAUTH, "/oauth2/jwks"})
        void answersWhenAskedThenMayBeCachedAndStartsNoSession(String path) {
            HttpResponse<String> answer = SERVER.get(path);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Cache-Control")).hasValue("public, max-age=300");
            assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
        }

        @Test
        void answersWhenAskedThenIssuerIsThatOfTheTokens() {
            assertThat(json(SERVER.get(OPENID)).get("issuer").asString()).isEqualTo(SERVER.issuer());
        }

        @Test
        void namesWhenAnEndpointIsNamedThenThereIsOne() {
            json(SERVER.get(OPENID)).properties().stream()
                    .filter(member -> member.getKey().endsWith("_endpoint")
                            || member.getKey().equals("jwks_uri"))
                    .forEach(member -> {
                        String path = member.getValue()
                                .asString()
                                .substring(SERVER.issuer().length());
                        assertThat(SERVER.post(path, Map.of()).statusCode())
                                .as(member.getKey())
                                .isNotEqualTo(404);
                    });
        }

        @Test
        void answersWhenTheTrailIsAwayThenAllTheSame() {
            SERVER.trail().unavailable(true);
            try {
                assertThat(SERVER.get(OPENID).statusCode()).isEqualTo(200);
                assertThat(SERVER.get("/oauth2/jwks").statusCode()).isEqualTo(200);
            } finally {
                SERVER.trail().unavailable(false);
            }
        }
    }

    @Nested
    class Rfc7517 {

        @Test
        void publishesWhenAskedThenPublicKeysOfEveryAlgorithmAndNoPrivatePart() throws Exception {
            HttpResponse<String> answer = SERVER.get("/oauth2/jwks");
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/jwk-set+json");
            JWKSet keys = JWKSet.parse(answer.body());
            assertThat(keys.getKeys()).noneMatch(JWK::isPrivate);
            assertThat(keys.getKeys())
                    .extracting(key -> key.getAlgorithm().getName())
                    .contains("ES256", "RS256");
            assertThat(answer.body()).doesNotContain("\"d\"", "\"p\"", "\"q\"");
        }

        @Test
        void verifiesWhenARelyingPartyUsesThemThenTheTokenIsGood() throws Exception {
            var processor = new DefaultJWTProcessor<SecurityContext>();
            processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("at+jwt")));
            processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                    JWSAlgorithm.ES256,
                    new ImmutableJWKSet<>(
                            JWKSet.parse(SERVER.get("/oauth2/jwks").body()))));
            assertThat(processor.process(SERVER.adminToken(), null).getAudience())
                    .isEqualTo(List.of(TestServer.BOOTSTRAP_ID, SERVER.issuer()));
        }
    }
}
