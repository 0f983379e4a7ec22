package dev.gatehouse.idp.secrets;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals cookie values, bound to the cookie's name.
 *
 * <p>Every value gets a key of its own, derived from a random 128-bit salt: the purpose key lives as long as the store,
 * and a busy server would sooner or later seal more values than AES-GCM allows under one key with random IVs.
 */
public final class CookieCipher {

    private static final String VERSION = "v1";
    private static final String DERIVATION = "HmacSHA256";
    private static final int SALT_BYTES = 16;

    private final SecretKey key;
    private final SecureRandom random;
    private final AesGcm aesGcm;

    public CookieCipher(DataKeys dataKeys, SecureRandom random) {
        this.key = dataKeys.derived(KeyPurpose.COOKIE_SEALING, DERIVATION);
        this.random = random;
        this.aesGcm = new AesGcm(random);
    }

    /** base64url of salt and sealed value; 44 bytes longer than the value before encoding. */
    public String seal(String cookieName, byte[] value) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        byte[] sealed = aesGcm.seal(valueKey(salt), AssociatedData.of(VERSION, cookieName), value);
        byte[] all = Arrays.copyOf(salt, SALT_BYTES + sealed.length);
        System.arraycopy(sealed, 0, all, SALT_BYTES, sealed.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    /** The value, or empty for anything that {@link #seal} did not make for a cookie of this name. */
    public Optional<byte[]> open(String cookieName, String sealed) {
        byte[] all;
        try {
            all = Base64.getUrlDecoder().decode(sealed);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        if (all.length < SALT_BYTES) {
            return Optional.empty();
        }
        SecretKey valueKey = valueKey(Arrays.copyOf(all, SALT_BYTES));
        return aesGcm.open(
                valueKey, AssociatedData.of(VERSION, cookieName), Arrays.copyOfRange(all, SALT_BYTES, all.length));
    }

    private SecretKey valueKey(byte[] salt) {
        try {
            Mac mac = Mac.getInstance(DERIVATION);
            mac.init(key);
            return new SecretKeySpec(mac.doFinal(salt), "AES");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 failed", e);
        }
    }
}
