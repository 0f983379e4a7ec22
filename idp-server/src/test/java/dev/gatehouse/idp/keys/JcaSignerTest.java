package dev.gatehouse.idp.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** JWS signatures (RFC 7515, RFC 7518 section 3, RFC 8037 section 3.1). */
class JcaSignerTest {

    private static final byte[] INPUT = "header.payload".getBytes(StandardCharsets.US_ASCII);

    private record Pair(SigningAlgorithm algorithm, JcaSigner signer, JcaVerifier verifier, KeyPair keys) {

        static Pair of(SigningAlgorithm algorithm) {
            KeyPair keys = KeyPairs.generate(algorithm);
            var reread = KeyPairs.privateKey(algorithm, keys.getPrivate().getEncoded());
            return new Pair(
                    algorithm, new JcaSigner(algorithm, reread), new JcaVerifier(algorithm, keys.getPublic()), keys);
        }

        JWSHeader header() {
            return new JWSHeader(algorithm.jws());
        }

        Base64URL sign() throws JOSEException {
            return signer.sign(header(), INPUT);
        }

        boolean verifies(byte[] signature) {
            return verifier.verify(header(), INPUT, Base64URL.encode(signature));
        }
    }

    @Test
    void signsWhatOtherImplementationsVerify() throws Exception {
        Pair ec = Pair.of(SigningAlgorithm.ES256);
        Pair rsa = Pair.of(SigningAlgorithm.RS256);

        assertThat(new ECDSAVerifier((ECPublicKey) ec.keys().getPublic()).verify(ec.header(), INPUT, ec.sign()))
                .isTrue();
        assertThat(new RSASSAVerifier((RSAPublicKey) rsa.keys().getPublic()).verify(rsa.header(), INPUT, rsa.sign()))
                .isTrue();
    }

    /** RFC 8037 appendix A.4 and A.5. */
    @Test
    void verifiesTheEdDsaExampleOfTheSpecification() {
        byte[] spki = java.util.HexFormat.of()
                .parseHex("302a300506032b6570032100d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
        var verifier = new JcaVerifier(SigningAlgorithm.EDDSA, KeyPairs.publicKey(SigningAlgorithm.EDDSA, spki));
        byte[] input = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc".getBytes(StandardCharsets.US_ASCII);
        var signature = new Base64URL(
                "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr" + "_MuM0KAg");

        assertThat(verifier.verify(new JWSHeader(JWSAlgorithm.EdDSA), input, signature))
                .isTrue();
        assertThat(KeyPairs.jwk(SigningAlgorithm.EDDSA, KeyPairs.publicKey(SigningAlgorithm.EDDSA, spki))
                        .getKeyID())
                .isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    }

    @ParameterizedTest
    @EnumSource(SigningAlgorithm.class)
    void refusesEveryDamagedSignature(SigningAlgorithm algorithm) throws Exception {
        Pair pair = Pair.of(algorithm);
        byte[] signature = pair.sign().decode();

        assertThat(pair.verifies(signature)).isTrue();
        for (int i = 0; i < signature.length; i++) {
            byte[] flipped = signature.clone();
            flipped[i] ^= 1;
            assertThat(pair.verifies(flipped)).isFalse();
        }
        assertThat(pair.verifies(new byte[signature.length])).isFalse();
        assertThat(pair.verifies(new byte[0])).isFalse();
        assertThat(pair.verifies(Arrays.copyOf(signature, signature.length - 1)))
                .isFalse();
        assertThat(pair.verifies(Arrays.copyOf(signature, signature.length + 1)))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(SigningAlgorithm.class)
    void refusesOtherInputKeysAndAlgorithms(SigningAlgorithm algorithm) throws Exception {
        Pair pair = Pair.of(algorithm);
        Base64URL signature = pair.sign();

        assertThat(pair.verifier().verify(pair.header(), "other".getBytes(StandardCharsets.US_ASCII), signature))
                .isFalse();
        assertThat(Pair.of(algorithm).verifier().verify(pair.header(), INPUT, signature))
                .isFalse();
        for (JWSAlgorithm other : Set.of(JWSAlgorithm.HS256, JWSAlgorithm.PS256, JWSAlgorithm.ES384)) {
            assertThat(pair.verifier().verify(new JWSHeader(other), INPUT, signature))
                    .isFalse();
            assertThatThrownBy(() -> pair.signer().sign(new JWSHeader(other), INPUT))
                    .isInstanceOf(JOSEException.class);
        }
    }

    @Test
    void refusesCriticalHeadersAndASecondSpelling() throws Exception {
        Pair pair = Pair.of(SigningAlgorithm.ES256);
        Base64URL signature = pair.sign();
        JWSHeader critical = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .criticalParams(Set.of("b64"))
                .build();
        String text = signature.toString();
        char last = text.charAt(text.length() - 1);
        String digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        String second = text.substring(0, text.length() - 1) + digits.charAt(digits.indexOf(last) ^ 1);

        assertThat(pair.verifier().verify(critical, INPUT, signature)).isFalse();
        assertThat(pair.verifier().verify(pair.header(), INPUT, new Base64URL(second)))
                .isFalse();
        assertThat(pair.verifier().verify(pair.header(), INPUT, new Base64URL(text + "==")))
                .isFalse();
    }

    @Test
    void signsOnManyThreadsAtOnce() throws Exception {
        Pair pair = Pair.of(SigningAlgorithm.ES256);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = threads.invokeAll(IntStream.range(0, 500)
                    .<java.util.concurrent.Callable<Boolean>>mapToObj(i -> () -> {
                        byte[] input = ("input " + i).getBytes(StandardCharsets.US_ASCII);
                        return pair.verifier()
                                .verify(pair.header(), input, pair.signer().sign(pair.header(), input));
                    })
                    .toList());
            assertThat(results).allMatch(result -> result.resultNow());
        }
    }

    @Test
    void printsNoKey() {
        Pair pair = Pair.of(SigningAlgorithm.ES256);

        assertThat(pair.signer()).hasToString("JcaSigner[ES256]");
    }
}
