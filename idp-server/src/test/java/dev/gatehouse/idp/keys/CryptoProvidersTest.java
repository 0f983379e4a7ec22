package dev.gatehouse.idp.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Security;
import java.security.Signature;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CryptoProvidersTest {

    @AfterEach
    void remove() {
        Security.removeProvider(AmazonCorrettoCryptoProvider.PROVIDER_NAME);
    }

    @Test
    void saysWhichCryptographyIsInForce() throws Exception {
        CryptoProvider installed = CryptoProviders.install();
        String provider = Signature.getInstance("SHA256withECDSA").getProvider().getName();

        switch (installed) {
            case CryptoProvider.Corretto(String version) -> {
                assertThat(provider).isEqualTo(AmazonCorrettoCryptoProvider.PROVIDER_NAME);
                assertThat(installed.report()).contains("Amazon Corretto Crypto Provider " + version);
            }
            case CryptoProvider.Jdk(String reason) -> {
                assertThat(provider).isEqualTo("SunEC");
                assertThat(installed.report()).contains(reason);
            }
        }
    }

    @Test
    void fallsBackToTheJdkAndSignsAllTheSame() throws Exception {
        CryptoProviders.install();
        CryptoProvider installed = CryptoProviders.install(() -> Optional.of("no native library"));

        assertThat(installed).isEqualTo(new CryptoProvider.Jdk("no native library"));
        assertThat(installed.report()).contains("no native library");
        assertThat(Security.getProvider(AmazonCorrettoCryptoProvider.PROVIDER_NAME))
                .isNull();
        for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
            var pair = KeyPairs.generate(algorithm);
            byte[] input = {1, 2, 3};
            var header = new com.nimbusds.jose.JWSHeader(algorithm.jws());
            var signature = new JcaSigner(algorithm, pair.getPrivate()).sign(header, input);
            assertThat(new JcaVerifier(algorithm, pair.getPublic()).verify(header, input, signature))
                    .isTrue();
        }
    }

    @Test
    void readsKeysThatTheOtherCryptographyMade() throws Exception {
        for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
            CryptoProviders.install();
            var pair = KeyPairs.generate(algorithm);
            byte[] pkcs8 = pair.getPrivate().getEncoded();
            byte[] spki = pair.getPublic().getEncoded();
            byte[] input = {1, 2, 3};
            var header = new com.nimbusds.jose.JWSHeader(algorithm.jws());
            var signature = new JcaSigner(algorithm, KeyPairs.privateKey(algorithm, pkcs8)).sign(header, input);

            CryptoProviders.install(() -> Optional.of("no native library"));
            assertThat(new JcaVerifier(algorithm, KeyPairs.publicKey(algorithm, spki)).verify(header, input, signature))
                    .isTrue();
        }
    }
}
