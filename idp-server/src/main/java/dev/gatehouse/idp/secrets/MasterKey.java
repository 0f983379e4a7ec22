package dev.gatehouse.idp.secrets;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.SecretKey;

/** The 256-bit key that wraps all others. Never stored beside what it protects, never logged, prints nothing. */
public final class MasterKey {

    static final int BYTES = 32;
    private static final int CHECK_BYTES = 8;

    private final byte[] material;
    private final SecretKey wrapping;
    private final String checkValue;

    private MasterKey(byte[] material) {
        this.material = material;
        this.wrapping = Hkdf.derive(material, KeyPurpose.DATA_KEY_WRAPPING, "AES");
        byte[] check = Hkdf.derive(material, KeyPurpose.MASTER_KEY_CHECK, "RAW").getEncoded();
        this.checkValue = HexFormat.of().formatHex(check, 0, CHECK_BYTES);
    }

    public static MasterKey generate(SecureRandom random) {
        byte[] material = new byte[BYTES];
        random.nextBytes(material);
        return new MasterKey(material);
    }

    /**
     * Reads base64 or base64url, padded or not, of exactly 32 bytes.
     *
     * @param origin where the text comes from, for the message: {@code GATEHOUSE_MASTER_KEY}
     */
    public static MasterKey parse(String text, String origin) {
        byte[] material;
        try {
            material = Base64.getDecoder().decode(text.strip().replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException _) {
            // The cause would quote the key.
            throw new MasterKeyRefused(origin + " is not base64. " + advice());
        }
        if (material.length != BYTES) {
            throw new MasterKeyRefused(
                    origin + " holds " + material.length + " bytes, a master key has exactly 32. " + advice());
        }
        return new MasterKey(material);
    }

    private static String advice() {
        return "Create a key with: openssl rand -base64 32";
    }

    SecretKey wrapping() {
        return wrapping;
    }

    /** Tells master keys apart and tells nothing else about them; 16 hexadecimal digits. */
    public String checkValue() {
        return checkValue;
    }

    /** The key itself as base64, for the file that keeps it. */
    String exposeBase64() {
        return Base64.getEncoder().encodeToString(material);
    }

    @Override
    public String toString() {
        return "MasterKey[]";
    }
}
