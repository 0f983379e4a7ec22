package dev.gatehouse.idp.keys;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.impl.BaseJWSProvider;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Set;

/** Verifies with one public key and one algorithm, by the cryptography in force. Thread-safe. */
final class JcaVerifier extends BaseJWSProvider implements JWSVerifier {

    private final SigningAlgorithm algorithm;
    private final PublicKey key;
    private final JcaSignatures signatures;

    JcaVerifier(SigningAlgorithm algorithm, PublicKey key) {
        super(Set.of(algorithm.jws()));
        this.algorithm = algorithm;
        this.key = key;
        this.signatures = new JcaSignatures(algorithm);
    }

    /** False for anything but the signature: another algorithm, a critical header (none is understood), any damage. */
    @Override
    public boolean verify(JWSHeader header, byte[] signingInput, Base64URL encoded) {
        if (!algorithm.jws().equals(header.getAlgorithm()) || header.getCriticalParams() != null) {
            return false;
        }
        byte[] bytes = encoded.decode();
        // A second spelling of the same bytes would be a second token.
        if (!Base64URL.encode(bytes).equals(encoded)) {
            return false;
        }
        try {
            Signature signature = signatures.make();
            signature.initVerify(key);
            signature.update(signingInput);
            return signature.verify(bytes);
        } catch (SignatureException _) {
            // A signature of the wrong length or form.
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("verifying with " + algorithm + " failed", e);
        }
    }
}
