package dev.gatehouse.idp.secrets;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * HKDF with SHA-256 (<a href="https://www.rfc-editor.org/rfc/rfc5869">RFC 5869</a>): one key in, a key for each purpose
 * out.
 *
 * <p>The salt is empty: the input is a uniformly random key already (section 3.1).
 */
final class Hkdf {

    private static final int KEY_BYTES = 32;

    private Hkdf() {}

    /** The 256-bit key for a purpose. */
    static SecretKey derive(byte[] secret, KeyPurpose purpose, String keyAlgorithm) {
        byte[] key = derive(secret, new byte[0], purpose.label().getBytes(StandardCharsets.US_ASCII), KEY_BYTES);
        return new SecretKeySpec(key, keyAlgorithm);
    }

    static byte[] derive(byte[] secret, byte[] salt, byte[] info, int length) {
        var input = HKDFParameterSpec.ofExtract().addIKM(secret);
        if (salt.length > 0) {
            input.addSalt(salt);
        }
        try {
            return KDF.getInstance("HKDF-SHA256").deriveData(input.thenExpand(info, length));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HKDF-SHA256 is not available", e);
        }
    }
}
