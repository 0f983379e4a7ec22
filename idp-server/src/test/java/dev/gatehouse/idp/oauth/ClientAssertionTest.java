package dev.gatehouse.idp.oauth;

import static dev.gatehouse.idp.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.clients.ClientAuthMethod;
import dev.gatehouse.idp.clients.TestClients;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code private_key_jwt} at the token endpoint. */
class ClientAssertionTest {

    private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded();

    private static final RegisteredClients CLIENTS = new RegisteredClients(SERVER);
    private static final ECKey EC = ecKey();
    private static final RSAKey RSA = rsaKey();

    @BeforeAll
    static void register() {
        for (String id : List.of("signer", "another")) {
            CLIENTS.addWithoutSecret(TestClients.service(id)
                    .authMethod(ClientAuthMethod.PRIVATE_KEY_JWT)
                    .secretHash(null)
                    .jwks(new JWKSet(List.of(EC, RSA)).toString(true)));
        }
        CLIENTS.add(TestClients.service("with-secret"));
    }

    private static ECKey ecKey() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("client-ec").generate();
        } catch (JOSEException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static RSAKey rsaKey() {
        try {
            return new RSAKeyGenerator(2048).keyID("client-rsa").generate();
        } catch (JOSEException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static JWTClaimsSet.Builder claims() {
        Instant now = Clock.systemUTC().instant();
        return new JWTClaimsSet.Builder()
                .issuer("signer")
                .subject("signer")
                .audience(SERVER.issuer())
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(60)));
    }

    private static JWSHeader header() {
        return new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("client-ec").build();
    }

    private static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) throws JOSEException {
        SignedJWT jwt = new SignedJWT(header, claims);
        jwt.sign(signer);
        return jwt.serialize();
    }

    private static String assertion(UnaryOperator<JWTClaimsSet.Builder> change) throws JOSEException {
        return signed(header(), change.apply(claims()).build(), new ECDSASigner(EC));
    }

    private static HttpResponse<String> ask(String assertion) {
        return ask(assertion, Map.of());
    }

    private static HttpResponse<String> ask(String assertion, Map<String, String> more) {
        Map<String, String> form = new HashMap<>(more);
        form.put("grant_type", "client_credentials");
        form.put("client_assertion_type", TYPE);
        form.put("client_assertion", assertion);
        return SERVER.post("/oauth2/token", form);
    }

    private static void assertIssued(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static void assertRefused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
        assertThat(json(answer).get("error").asString()).isEqualTo("invalid_client");
    }

    @Nested
    class Rfc7523Section3 {

        @Test
        void authenticatesWhenGoodThenIssuedWithOrWithoutTheClientId() throws Exception {
            assertIssued(ask(assertion(claims -> claims)));
            assertIssued(ask(assertion(claims -> claims), Map.of("client_id", "signer")));
        }

        @Test
        void authenticatesWhenSignedWithAnotherRegisteredKeyThenIssued() throws Exception {
            for (JWSAlgorithm algorithm : List.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256)) {
                JWSHeader header =
                        new JWSHeader.Builder(algorithm).keyID("client-rsa").build();
                assertIssued(ask(signed(header, claims().build(), new RSASSASigner(RSA))));
            }
        }

        @Test
        void authenticatesWhenNoKeyIsNamedThenTheFittingOneIsFound() throws Exception {
            JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256).build();
            assertIssued(ask(signed(header, claims().build(), new ECDSASigner(EC))));
        }

        @Test
        void authenticatesWhenTheAudienceIsTheTokenEndpointThenIssued() throws Exception {
            assertIssued(ask(assertion(claims -> claims.audience(SERVER.issuer() + "/oauth2/token"))));
            assertIssued(ask(assertion(claims -> claims.audience(List.of("https://x.example", SERVER.issuer())))));
        }

        @Test
        void refusesWhenTheParameterNamesAnotherClientThenInvalidClient() throws Exception {
            assertRefused(ask(assertion(claims -> claims), Map.of("client_id", "another")));
        }

        @Test
        void refusesWhenTheSubjectIsNotTheIssuerThenInvalidClient() throws Exception {
            assertRefused(ask(assertion(claims -> claims.subject("another"))));
            assertRefused(ask(assertion(claims -> claims.subject(null))));
            assertRefused(ask(assertion(claims -> claims.issuer(null))));
        }

        @Test
        void refusesWhenTheAudienceIsNotUsThenInvalidClient() throws Exception {
            assertRefused(ask(assertion(claims -> claims.audience("https://other.example"))));
            assertRefused(ask(assertion(claims -> claims.audience(SERVER.issuer() + "/"))));
            assertRefused(ask(assertion(claims -> claims.audience((String) null))));
        }

        @Test
        void refusesWhenTheTimesAreWrongThenInvalidClient() throws Exception {
            Instant now = Clock.systemUTC().instant();
            assertRefused(ask(assertion(claims -> claims.expirationTime(Date.from(now.minusSeconds(1))))));
            assertRefused(ask(assertion(claims -> claims.expirationTime(null))));
            assertRefused(ask(assertion(claims -> claims.expirationTime(Date.from(now.plusSeconds(3_600))))));
            assertRefused(ask(assertion(claims -> claims.notBeforeTime(Date.from(now.plusSeconds(120))))));
            assertRefused(ask(assertion(claims -> claims.issueTime(Date.from(now.plusSeconds(120))))));
        }

        @Test
        void refusesWhenItHasNoIdThenInvalidClient() throws Exception {
            assertRefused(ask(assertion(claims -> claims.jwtID(null))));
        }

        @Test
        void refusesWhenUsedAgainThenInvalidClient() throws Exception {
            String assertion = assertion(claims -> claims);
            assertIssued(ask(assertion));
            assertRefused(ask(assertion));
        }

        @Test
        void authenticatesWhenAnotherClientUsesTheSameIdThenIssued() throws Exception {
            assertIssued(ask(assertion(claims -> claims.jwtID("shared"))));
            assertIssued(ask(
                    assertion(claims -> claims.jwtID("shared").issuer("another").subject("another"))));
        }

        @Test
        void authenticatesWhenUsedManyTimesAtOnceThenExactlyOnce() throws Exception {
            String assertion = assertion(claims -> claims);
            List<Future<Integer>> answers = new ArrayList<>();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 64; i++) {
                    answers.add(threads.submit(() -> ask(assertion).statusCode()));
                }
            }
            int issued = 0;
            for (Future<Integer> answer : answers) {
                issued += answer.get() == 200 ? 1 : 0;
            }
            assertThat(issued).isEqualTo(1);
        }
    }

    @Nested
    class Rfc8725Section3 {

        @Test
        void refusesWhenUnsignedThenInvalidClient() throws Exception {
            assertRefused(ask(new PlainJWT(claims().build()).serialize()));
        }

        @Test
        void refusesWhenAPublicKeyIsTheMacKeyThenInvalidClient() throws Exception {
            byte[] key = EC.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
            JWSHeader header =
                    new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("client-ec").build();
            assertRefused(ask(signed(header, claims().build(), new MACSigner(key))));
        }

        @Test
        void refusesWhenSignedWithAStrangersKeyThenInvalidClient() throws Exception {
            ECKey stranger = new ECKeyGenerator(Curve.P_256).keyID("client-ec").generate();
            assertRefused(ask(signed(header(), claims().build(), new ECDSASigner(stranger))));
            JWSHeader embedded = new JWSHeader.Builder(JWSAlgorithm.ES256)
                    .jwk(stranger.toPublicJWK())
                    .build();
            assertRefused(ask(signed(embedded, claims().build(), new ECDSASigner(stranger))));
        }

        @ParameterizedTest
        @ValueSource(strings = {"at+jwt", "dpop+jwt", "oauth-authz-req+jwt", "logout+jwt", "secevent+jwt"})
        void refusesWhenItIsAnotherKindOfJwtThenInvalidClient(String type) throws Exception {
            JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                    .keyID("client-ec")
                    .type(new JOSEObjectType(type))
                    .build();
            assertRefused(ask(signed(header, claims().build(), new ECDSASigner(EC))));
        }

        @ParameterizedTest
        @ValueSource(strings = {"x", "a.b.c", "..", "e30.e30.", "e30.e30.AAAA"})
        void refusesWhenItIsNoJwtThenInvalidClient(String text) {
            assertRefused(ask(text));
        }

        @Test
        void refusesWhenOversizedThenInvalidClient() throws Exception {
            assertRefused(ask(assertion(claims -> claims.claim("pad", "x".repeat(ClientAssertions.MAX_LENGTH)))));
        }

        @Test
        void refusesWhenOurOwnTokenIsPresentedThenInvalidClient() {
            assertRefused(ask(CLIENTS.token("with-secret", "read")));
        }

        @Test
        void refusesWhenTheClientHasAnotherMethodThenInvalidClient() throws Exception {
            assertRefused(ask(assertion(claims -> claims.issuer("with-secret").subject("with-secret"))));
        }

        @Test
        void refusesWhenTheAssertionTypeIsAnotherThenInvalidClient() throws Exception {
            Map<String, String> form = Map.of(
                    "grant_type", "client_credentials",
                    "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:saml2-bearer",
                    "client_assertion", assertion(claims -> claims));
            assertRefused(SERVER.post("/oauth2/token", form));
        }
    }
}
