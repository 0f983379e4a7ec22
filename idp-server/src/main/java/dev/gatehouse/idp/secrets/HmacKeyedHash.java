package dev.gatehouse.idp.secrets;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Provider;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/** {@link KeyedHash} with HMAC-SHA256 (RFC 2104) under keys derived from the data keys' root. */
public final class HmacKeyedHash implements KeyedHash {

    private static final String ALGORITHM = "HmacSHA256";

    private final Map<KeyPurpose, SecretKey> keys = new EnumMap<>(KeyPurpose.class);
    private final Provider provider;

    public HmacKeyedHash(DataKeys dataKeys) {
        for (KeyPurpose purpose : KeyPurpose.values()) {
            if (hashes(purpose)) {
                keys.put(purpose, dataKeys.derived(purpose, ALGORITHM));
            }
        }
        try {
            this.provider = Mac.getInstance(ALGORITHM).getProvider();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 is not available", e);
        }
    }

    @Override
    public String of(KeyPurpose purpose, String secret) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac(purpose, secret));
    }

    @Override
    public boolean matches(KeyPurpose purpose, String secret, String hash) {
        return MessageDigest.isEqual(
                of(purpose, secret).getBytes(StandardCharsets.ISO_8859_1), hash.getBytes(StandardCharsets.UTF_8));
    }

    /** A Mac of its own for every call: they keep state, and setting one up costs less than a microsecond. */
    private byte[] mac(KeyPurpose purpose, String secret) {
        SecretKey key = keys.get(purpose);
        if (key == null) {
            throw new IllegalArgumentException(purpose + " is not a purpose for hashing");
        }
        try {
            Mac mac = Mac.getInstance(ALGORITHM, provider);
            mac.init(key);
            return mac.doFinal(secret.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 failed", e);
        }
    }

    private static boolean hashes(KeyPurpose purpose) {
        return switch (purpose) {
            case TOKEN_HASHING,
                    CLIENT_SECRET_HASHING,
                    API_KEY_HASHING,
                    SESSION_HASHING,
                    SIGN_IN_COUNTING,
                    CSRF,
                    CURSOR_SIGNING,
                    ACCESS_CURSORS,
                    SETTINGS_COMPARISON,
                    AUDIT_LOOKUP -> true;
            case MASTER_KEY_CHECK, DATA_KEY_WRAPPING, FIELD_ENCRYPTION, COOKIE_SEALING -> false;
        };
    }
}
