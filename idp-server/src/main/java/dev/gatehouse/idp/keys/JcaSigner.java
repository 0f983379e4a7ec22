package dev.gatehouse.idp.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.impl.BaseJWSProvider;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Set;

/** Signs with one private key and one algorithm, by the cryptography in force. Thread-safe. */
final class JcaSigner extends BaseJWSProvider implements JWSSigner {

    private final SigningAlgorithm algorithm;
    private final PrivateKey key;
    private final JcaSignatures signatures;

    JcaSigner(SigningAlgorithm algorithm, PrivateKey key) {
        super(Set.of(algorithm.jws()));
        this.algorithm = algorithm;
        this.key = key;
        this.signatures = new JcaSignatures(algorithm);
    }

    @Override
    public Base64URL sign(JWSHeader header, byte[] signingInput) throws JOSEException {
        if (!algorithm.jws().equals(header.getAlgorithm())) {
            throw new JOSEException("this key signs with " + algorithm + " only, not " + header.getAlgorithm());
        }
        try {
            Signature signature = signatures.make();
            signature.initSign(key);
            signature.update(signingInput);
            return Base64URL.encode(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new JOSEException("signing with " + algorithm + " failed", e);
        }
    }

    @Override
    public String toString() {
        return "JcaSigner[" + algorithm + "]";
    }
}
