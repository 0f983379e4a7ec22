package dev.gatehouse.idp.secrets;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * AES-256-GCM with a fresh random 96-bit IV for every message (NIST SP 800-38D section 8.2.2), as IV, ciphertext, tag.
 *
 * <p>A random IV allows 2^32 messages a key. Whoever seals more than that must change keys.
 */
public final class AesGcm {

    private static final String TRANSFORMATION = "AES/GCM/NoPadding";
    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random;
    private final Provider provider;

    public AesGcm(SecureRandom random) {
        this.random = random;
        try {
            // The first provider in force; asked once, because the search is repeated by every call without one.
            this.provider = Cipher.getInstance(TRANSFORMATION).getProvider();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is not available", e);
        }
    }

    public byte[] seal(SecretKey key, byte[] associatedData, byte[] plaintext) {
        byte[] iv = new byte[IV_BYTES];
        random.nextBytes(iv);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, iv, associatedData).doFinal(plaintext);
            return ByteBuffer.allocate(IV_BYTES + sealed.length)
                    .put(iv)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM failed", e);
        }
    }

    /** The plaintext, or empty when key, associated data or any bit differ. */
    public Optional<byte[]> open(SecretKey key, byte[] associatedData, byte[] sealed) {
        if (sealed.length < IV_BYTES + TAG_BITS / Byte.SIZE) {
            return Optional.empty();
        }
        byte[] iv = Arrays.copyOf(sealed, IV_BYTES);
        try {
            return Optional.of(cipher(Cipher.DECRYPT_MODE, key, iv, associatedData)
                    .doFinal(sealed, IV_BYTES, sealed.length - IV_BYTES));
        } catch (AEADBadTagException _) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM failed", e);
        }
    }

    private Cipher cipher(int mode, SecretKey key, byte[] iv, byte[] associatedData) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(TRANSFORMATION, provider);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv));
        cipher.updateAAD(associatedData);
        return cipher;
    }
}
