package dev.gatehouse.idp.keys;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Signature;

/**
 * Makes the {@link Signature} of an algorithm.
 *
 * <p>Each use gets one of its own, so signers and verifiers are thread-safe without locks. Making one costs a
 * microsecond or two, once its provider is known; keeping one for each thread would help nothing, because requests run
 * on virtual threads that live for one request.
 */
final class JcaSignatures {

    private final String name;
    private final Provider provider;

    JcaSignatures(SigningAlgorithm algorithm) {
        this.name = jcaName(algorithm);
        try {
            this.provider = Signature.getInstance(name).getProvider();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(name + " is not available", e);
        }
    }

    Signature make() throws GeneralSecurityException {
        return Signature.getInstance(name, provider);
    }

    /** JWS wants r and s of ECDSA side by side (RFC 7518 section 3.4), which is the format of IEEE P1363. */
    private static String jcaName(SigningAlgorithm algorithm) {
        return switch (algorithm) {
            case ES256 -> "SHA256withECDSAinP1363Format";
            case RS256 -> "SHA256withRSA";
            case EDDSA -> "Ed25519";
        };
    }
}
