package dev.gatehouse.idp.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import dev.gatehouse.idp.keys.KeyId;
import dev.gatehouse.idp.keys.SigningAlgorithm;
import dev.gatehouse.idp.storage.AdjustableClock;
import dev.gatehouse.idp.tokens.Verification.Reason;
import dev.gatehouse.idp.tokens.Verification.Rejected;
import dev.gatehouse.idp.tokens.Verification.Verified;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenVerifierTest {

    private final AdjustableClock clock = new AdjustableClock(TestTokens.NOW);
    private final TestSigningKeys keys = new TestSigningKeys();
    private final TokenMint mint = new TokenMint(TestTokens.ISSUER, keys, new SecureRandom(), clock);
    private final TokenVerifier verifier = new TokenVerifier(TestTokens.ISSUER, keys, clock);

    private String minted() {
        return mint.accessToken(TestTokens.access(TestTokens.service(), "read")).value();
    }

    private static String payloadOf(String token) {
        return new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8);
    }

    private JWSHeader.Builder goodHeader() {
        return new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("ec-1").type(new JOSEObjectType("at+jwt"));
    }

    private static String signed(JWSHeader header, String payload, JWSSigner signer) throws Exception {
        JWSObject jws = new JWSObject(header, new Payload(payload));
        jws.sign(signer);
        return jws.serialize();
    }

    /** Signed by the right key, whatever else is wrong with it. */
    private String signedByUs(JWSHeader header, String payload) throws Exception {
        return signed(header, payload, new ECDSASigner(keys.ecKey()));
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private void assertRejected(String token, Reason reason) {
        assertThat(verifier.verify(token)).isEqualTo(new Rejected(reason));
    }

    @Nested
    class Rfc9068Section4 {

        @Test
        void verifiesWhenMintedThenSaysWhatWasGranted() {
            Verification result = verifier.verify(minted());
            assertThat(result).isInstanceOf(Verified.class);
            AccessTokenClaims claims = ((Verified) result).token().claims();
            assertThat(claims.subject()).isEqualTo("service-1");
            assertThat(claims.scopes()).containsExactly("read");
            assertThat(claims.issuer()).isEqualTo(TestTokens.ISSUER);
            assertThat(claims.expiresAt()).isEqualTo(TestTokens.NOW.plus(Duration.ofHours(15)));
        }

        @Test
        void verifiesWhenSignedWithRs256ThenVerified() {
            var client = TestTokens.service().toBuilder()
                    .accessTokenAlgorithm(SigningAlgorithm.RS256)
                    .build();
            assertThat(verifier.verify(
                            mint.accessToken(TestTokens.access(client, "read")).value()))
                    .isInstanceOf(Verified.class);
        }

        @Test
        void readsBackWhenAPersonSignedInThenTheSameClaims() {
            MintedAccessToken minted = mint.accessToken(TestTokens.accessOf("user-1", 3, "session-1", "grant-1"));
            Verification result = verifier.verify(minted.value());
            assertThat(((Verified) result).token().claims()).isEqualTo(minted.claims());
        }

        @ParameterizedTest
        @ValueSource(strings = {"JWT", "jwt", "AT+JWT", "application/at+jwt", "logout+jwt", "dpop+jwt"})
        void verifiesWhenTypeIsNotThatOfAccessTokensThenRejected(String type) throws Exception {
            String payload = payloadOf(minted());
            assertRejected(
                    signedByUs(goodHeader().type(new JOSEObjectType(type)).build(), payload), Reason.WRONG_TYPE);
        }

        @Test
        void verifiesWhenTypeIsMissingThenRejected() throws Exception {
            assertRejected(signedByUs(goodHeader().type(null).build(), payloadOf(minted())), Reason.WRONG_TYPE);
        }

        @Test
        void verifiesWhenIssuerIsAnotherThenRejected() throws Exception {
            String payload = payloadOf(minted()).replace("https://id.example", "https://id.example/");
            assertRejected(signedByUs(goodHeader().build(), payload), Reason.WRONG_ISSUER);
        }
    }

    @Nested
    class Rfc7519Section4 {

        @Test
        void verifiesWhenExpiryIsNowThenExpired() {
            String token = minted();
            clock.advance(Duration.ofHours(15).minusSeconds(1));
            assertThat(verifier.verify(token)).isInstanceOf(Verified.class);
            clock.advance(Duration.ofSeconds(1));
            assertRejected(token, Reason.EXPIRED);
        }

        @Test
        void verifiesWhenNotBeforeIsAheadThenNotYetValid() throws Exception {
            long later = TestTokens.NOW.plusSeconds(120).getEpochSecond();
            String payload = payloadOf(minted()).replace("\"iat\"", "\"nbf\":" + later + ",\"iat\"");
            assertRejected(signedByUs(goodHeader().build(), payload), Reason.NOT_YET_VALID);
        }

        @Test
        void verifiesWhenIssuedInTheFutureThenNotYetValid() {
            String token = minted();
            clock.advance(Duration.ofSeconds(-61));
            assertRejected(token, Reason.NOT_YET_VALID);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "\"exp\":[0-9]+ | \"exp\":\"4000000000\"",
                    "\"exp\":[0-9]+ | \"exp\":4000000000.5",
                    "\"exp\":[0-9]+ | \"exp\":1e30",
                    "\"exp\":[0-9]+ | \"exp\":-1",
                    "\"exp\":[0-9]+ | \"exp\":null",
                    "\"exp\":[0-9]+, | \"a\":1,",
                    "\"sub\":\"service-1\" | \"sub\":[\"service-1\"]",
                    "\"sub\":\"service-1\" | \"sub\":7",
                    "\"aud\":\"service-1\" | \"aud\":{}",
                    "\"aud\":\"service-1\" | \"aud\":[\"service-1\",7]",
                    "\"aud\":\"service-1\" | \"aud\":[]",
                    "\"client_gen\":1 | \"client_gen\":\"1\"",
                    "\"client_gen\":1 | \"client_gen\":-1",
                    "\"scope\":\"read\" | \"scope\":[\"read\"]",
                    "\"client_id\":\"service-1\" | \"client_id\":\"\""
                })
        void verifiesWhenAClaimHasAnotherTypeThenMalformed(String claim, String other) throws Exception {
            String payload = payloadOf(minted()).replaceFirst(claim, other);
            assertRejected(signedByUs(goodHeader().build(), payload), Reason.MALFORMED);
        }

        @Test
        void verifiesWhenAClaimIsThereTwiceThenMalformed() throws Exception {
            String payload = payloadOf(minted()).replaceFirst("\\{", "{\"sub\":\"admin\",");
            assertRejected(signedByUs(goodHeader().build(), payload), Reason.MALFORMED);
        }

        @Test
        void verifiesWhenSomethingFollowsThePayloadThenMalformed() throws Exception {
            assertRejected(signedByUs(goodHeader().build(), payloadOf(minted()) + "{}"), Reason.MALFORMED);
        }
    }

    @Nested
    class Rfc8725Section3 {

        @ParameterizedTest
        @ValueSource(strings = {"none", "None", "NONE", "nOnE"})
        void verifiesWhenAlgorithmIsNoneThenRejected(String none) {
            String payload = minted().split("\\.", -1)[1];
            String header = encoded("{\"alg\":\"" + none + "\",\"typ\":\"at+jwt\",\"kid\":\"ec-1\"}");
            assertRejected(header + "." + payload + ".", Reason.WRONG_ALGORITHM);
            assertRejected(header + "." + payload + "." + minted().split("\\.", -1)[2], Reason.WRONG_ALGORITHM);
            String withoutKid = encoded("{\"alg\":\"" + none + "\",\"typ\":\"at+jwt\"}");
            assertRejected(withoutKid + "." + payload + ".", Reason.MALFORMED);
        }

        @Test
        void verifiesWhenPublicKeyIsUsedAsMacKeyThenRejected() throws Exception {
            for (byte[] secret : new byte[][] {
                keys.rsaKey().toRSAPublicKey().getEncoded(),
                keys.rsaKey().toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8),
                pem(keys.rsaKey().toRSAPublicKey().getEncoded()).getBytes(StandardCharsets.UTF_8)
            }) {
                JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .keyID("rsa-1")
                        .type(new JOSEObjectType("at+jwt"))
                        .build();
                assertRejected(signed(header, payloadOf(minted()), new MACSigner(secret)), Reason.WRONG_ALGORITHM);
            }
        }

        private static String pem(byte[] key) {
            return "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(key)
                    + "\n-----END PUBLIC KEY-----\n";
        }

        @Test
        void verifiesWhenAlgorithmIsOfAnotherKeyThenRejected() throws Exception {
            JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                    .keyID("ec-1")
                    .type(new JOSEObjectType("at+jwt"))
                    .build();
            assertRejected(
                    signed(header, payloadOf(minted()), new RSASSASigner(keys.rsaKey())), Reason.WRONG_ALGORITHM);
        }

        @Test
        void verifiesWhenKeyIsOfAnotherThenRejected() throws Exception {
            ECKey stranger = new ECKeyGenerator(Curve.P_256).keyID("ec-1").generate();
            String payload = payloadOf(minted());
            assertRejected(signed(goodHeader().build(), payload, new ECDSASigner(stranger)), Reason.BAD_SIGNATURE);
            JWSHeader embedding = goodHeader().jwk(stranger.toPublicJWK()).build();
            assertRejected(signed(embedding, payload, new ECDSASigner(stranger)), Reason.HEADER_REFUSED);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "\"jwk\":{\"kty\":\"EC\"}",
                    "\"jku\":\"https://attacker.example/jwks\"",
                    "\"x5u\":\"https://attacker.example/x5u\"",
                    "\"x5c\":[\"MIIB\"]",
                    "\"x5t\":\"AAAA\"",
                    "\"zip\":\"DEF\"",
                    "\"cty\":\"JWT\"",
                    "\"iss\":\"https://id.example\"",
                    "\"crit\":[\"exp\"],\"exp\":1",
                    "\"crit\":[]",
                    "\"b64\":false",
                    "\"b64\":true",
                    "\"b64\":false,\"crit\":[\"b64\"]"
                })
        void verifiesWhenHeaderSaysHowToVerifyThenRefused(String member) throws Exception {
            String header = encoded("{\"alg\":\"ES256\",\"kid\":\"ec-1\",\"typ\":\"at+jwt\"," + member + "}");
            String input = header + "." + encoded(payloadOf(minted()));
            Base64URL signature =
                    new ECDSASigner(keys.ecKey()).sign(goodHeader().build(), input.getBytes(StandardCharsets.US_ASCII));
            assertRejected(input + "." + signature, Reason.HEADER_REFUSED);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "ec-2",
                    "EC-1",
                    "../ec-1",
                    "ec-1\\u0000",
                    "' OR '1'='1",
                    "https://attacker.example/key",
                    "/dev/null"
                })
        void verifiesWhenKeyIdIsNotOursThenRejected(String kid) {
            String header = encoded("{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"" + kid + "\"}");
            String[] parts = minted().split("\\.", -1);
            assertRejected(header + "." + parts[1] + "." + parts[2], Reason.UNKNOWN_KEY);
        }

        @ParameterizedTest
        @ValueSource(strings = {"7", "null", "[\"ec-1\"]", "{\"kid\":\"ec-1\"}"})
        void verifiesWhenKeyIdIsNotAStringThenMalformed(String kid) {
            String header = encoded("{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":" + kid + "}");
            String[] parts = minted().split("\\.", -1);
            assertRejected(header + "." + parts[1] + "." + parts[2], Reason.MALFORMED);
        }

        @Test
        void verifiesWhenSignatureIsZeroThenRejected() {
            String token = minted();
            String unsigned = token.substring(0, token.lastIndexOf('.') + 1);
            assertRejected(unsigned + Base64URL.encode(new byte[64]), Reason.BAD_SIGNATURE);
            assertRejected(unsigned + Base64URL.encode(new byte[] {48, 6, 2, 1, 0, 2, 1, 0}), Reason.BAD_SIGNATURE);
            assertRejected(unsigned, Reason.BAD_SIGNATURE);
        }

        @Test
        void verifiesWhenAnyCharacterIsChangedThenRejected() {
            String token = minted();
            int afterPayload = token.lastIndexOf('.');
            for (int i = 0; i < afterPayload; i += 7) {
                char other = token.charAt(i) == 'A' ? 'B' : 'A';
                assertThat(verifier.verify(token.substring(0, i) + other + token.substring(i + 1)))
                        .isInstanceOf(Rejected.class);
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    ".",
                    "..",
                    "...",
                    "a.b.c",
                    "a.b.c.d",
                    "a.b.c.d.e",
                    "eyJhbGciOiJFUzI1NiJ9..",
                    "eyJhbGciOiJFUzI1NiJ9.e30",
                    "e30.e30.e30=",
                    "W10.e30.AAAA",
                    "%65yJ.e30.AAAA",
                    "eyJhbGciOiJFUzI1NiJ9eyJhbGciOiJFUzI1NiJ9.e30.AAAA"
                })
        void verifiesWhenNotACompactSerializationThenRejected(String text) {
            assertThat(verifier.verify(text)).isInstanceOf(Rejected.class);
        }

        @Test
        void verifiesWhenOversizedThenRejectedUnread() throws Exception {
            assertRejected("a".repeat(TokenVerifier.MAX_LENGTH + 1), Reason.OVERSIZED);
            String padded = payloadOf(minted()).replaceFirst("\\{", "{\"pad\":\"" + "a".repeat(20_000) + "\",");
            assertRejected(signedByUs(goodHeader().build(), padded), Reason.OVERSIZED);
            String header = encoded("{\"alg\":\"ES256\",\"kid\":\"" + "k".repeat(600) + "\"}");
            assertRejected(header + ".e30.AAAA", Reason.OVERSIZED);
        }

        @Test
        void verifiesWhenDeeplyNestedThenMalformed() throws Exception {
            String deep = "[".repeat(500) + "]".repeat(500);
            String payload = payloadOf(minted()).replaceFirst("\\{", "{\"deep\":" + deep + ",");
            assertRejected(signedByUs(goodHeader().build(), payload), Reason.MALFORMED);
        }

        @Test
        void verifiesWhenATokenIsNestedInATokenThenRejected() throws Exception {
            assertRejected(signedByUs(goodHeader().build(), minted()), Reason.MALFORMED);
            JWSHeader nested = goodHeader().contentType("JWT").build();
            assertRejected(signedByUs(nested, minted()), Reason.HEADER_REFUSED);
        }

        @Test
        void verifiesWhenHeaderNamesAMemberTwiceThenMalformed() {
            String[] parts = minted().split("\\.", -1);
            String header = encoded("{\"alg\":\"none\",\"alg\":\"ES256\",\"kid\":\"ec-1\",\"typ\":\"at+jwt\"}");
            assertRejected(header + "." + parts[1] + "." + parts[2], Reason.MALFORMED);
        }
    }

    @Nested
    class Remembered {

        @Test
        void verifiesWhenSeenBeforeAndKeyIsWithdrawnThenRejected() {
            String token = minted();
            assertThat(verifier.verify(token)).isInstanceOf(Verified.class);
            keys.withdraw(new KeyId("ec-1"));
            assertRejected(token, Reason.UNKNOWN_KEY);
        }

        @Test
        void verifiesWhenKeysWereRotatedThenOldAndNewTokensLive() {
            String before = minted();
            keys.rotate();
            String after = minted();
            assertThat(verifier.verify(before)).isInstanceOf(Verified.class);
            assertThat(verifier.verify(after)).isInstanceOf(Verified.class);
            assertThat(Map.of("before", before.split("\\.", -1)[0])).doesNotContainValue(after.split("\\.", -1)[0]);
        }

        @Test
        void verifiesWhenTwoTokensShareTheirClaimsButOneSignatureIsBadThenOnlyThatIsRejected() {
            String token = minted();
            assertThat(verifier.verify(token)).isInstanceOf(Verified.class);
            String tampered = token.substring(0, token.length() - 8) + "AAAAAAAA";
            assertRejected(tampered, Reason.BAD_SIGNATURE);
        }
    }
}
