package dev.gatehouse.idp.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Base64;

/**
 * A signing key in memory, ready for use.
 *
 * @param usableFrom before this instant this node does not sign with it
 */
record LoadedKey(
        SigningKeyDocument document,
        Instant usableFrom,
        JWK jwk,
        SigningKeys.Signing signing,
        SigningKeys.Verifying verifying) {

    /** Makes a key ready and checks that it is the key that its id says and that its halves belong together. */
    static LoadedKey of(KeyId id, SigningKeyDocument document, PrivateKey privateKey, Instant usableFrom) {
        SigningAlgorithm algorithm = document.algorithm();
        PublicKey publicKey = KeyPairs.publicKey(algorithm, Base64.getDecoder().decode(document.publicKey()));
        JWK jwk = KeyPairs.jwk(algorithm, publicKey);
        var signer = new JcaSigner(algorithm, privateKey);
        var verifier = new JcaVerifier(algorithm, publicKey);
        if (!jwk.getKeyID().equals(id.value()) || !belongTogether(id, signer, verifier, algorithm)) {
            throw new IllegalStateException("the signing key " + id.value() + " was changed in the store");
        }
        return new LoadedKey(
                document,
                usableFrom,
                jwk,
                new SigningKeys.Signing(id, algorithm, signer),
                new SigningKeys.Verifying(id, algorithm, verifier));
    }

    private static boolean belongTogether(
            KeyId id, JcaSigner signer, JcaVerifier verifier, SigningAlgorithm algorithm) {
        var header = new JWSHeader(algorithm.jws());
        byte[] message = id.value().getBytes(StandardCharsets.UTF_8);
        try {
            Base64URL signature = signer.sign(header, message);
            return verifier.verify(header, message, signature);
        } catch (JOSEException e) {
            throw new IllegalStateException("the signing key " + id.value() + " does not sign", e);
        }
    }

    KeySuccession.Entry entry() {
        return new KeySuccession.Entry(
                id(), document.algorithm(), document.number(), document.publishedAt(), document.signsFrom());
    }

    KeyId id() {
        return signing.id();
    }

    @Override
    public String toString() {
        return "LoadedKey[" + id().value() + "]";
    }
}
