package dev.gatehouse.idp.secrets;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * A credential that we generated: a prefix that says what it is, 256 random bits and a checksum.
 *
 * <p>The prefix lets scanners find a leaked one, the checksum (CRC-32 of all before it) lets them and us tell a mistyped
 * one without asking the store. It is shown once, kept only as a {@link KeyedHash}, and prints nothing.
 */
public final class GeneratedSecret {

    private static final int RANDOM_BITS = 256;
    private static final int RANDOM_DIGITS = 43;
    private static final int CHECKSUM_DIGITS = 6;

    private final Kind kind;
    private final String text;

    /** What a generated secret opens. */
    public enum Kind {
        CLIENT_SECRET("ghs_"),
        API_KEY("ghk_");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }

        public String prefix() {
            return prefix;
        }
    }

    private GeneratedSecret(Kind kind, String text) {
        this.kind = kind;
        this.text = text;
    }

    public static GeneratedSecret generate(Kind kind, SecureRandom random) {
        String body = kind.prefix + Base62.encode(new BigInteger(RANDOM_BITS, random), RANDOM_DIGITS);
        return new GeneratedSecret(kind, body + checksum(body));
    }

    /** The secret, or empty when the text has not the form or the checksum of one. */
    public static Optional<GeneratedSecret> parse(String text) {
        return Arrays.stream(Kind.values())
                .filter(kind -> text.startsWith(kind.prefix))
                .filter(kind -> wellFormed(kind, text))
                .map(kind -> new GeneratedSecret(kind, text))
                .findFirst();
    }

    private static boolean wellFormed(Kind kind, String text) {
        int body = kind.prefix.length() + RANDOM_DIGITS;
        return text.length() == body + CHECKSUM_DIGITS
                && Base62.isBase62(text.substring(kind.prefix.length()))
                && checksum(text.substring(0, body)).equals(text.substring(body));
    }

    private static String checksum(String body) {
        var crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        return Base62.encode(BigInteger.valueOf(crc.getValue()), CHECKSUM_DIGITS);
    }

    public Kind kind() {
        return kind;
    }

    /** The secret itself, to be shown to its owner once or hashed. */
    public String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return "GeneratedSecret[]";
    }
}
