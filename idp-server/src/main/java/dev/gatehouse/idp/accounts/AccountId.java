package dev.gatehouse.idp.accounts;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The subject identifier of a person, {@code sub} in tokens: opaque and never used again.
 *
 * @param value {@code usr_} and a UUIDv7 (RFC 9562 section 5.7) without hyphens
 */
public record AccountId(String value) {

    private static final Pattern FORMAT = Pattern.compile("usr_[0-9a-f]{32}");

    public AccountId {
        if (!FORMAT.matcher(value).matches()) {
            throw new IllegalArgumentException("not an account id");
        }
    }

    /** What a caller sent, if it is an account id at all. */
    public static Optional<AccountId> parse(String value) {
        return FORMAT.matcher(value).matches() ? Optional.of(new AccountId(value)) : Optional.empty();
    }

    static AccountId next(Instant now, SecureRandom random) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        long millis = now.toEpochMilli();
        for (int i = 0; i < 6; i++) {
            bytes[i] = (byte) (millis >>> (40 - 8 * i));
        }
        bytes[6] = (byte) (0x70 | (bytes[6] & 0x0f));
        bytes[8] = (byte) (0x80 | (bytes[8] & 0x3f));
        return new AccountId("usr_" + HexFormat.of().formatHex(bytes));
    }
}
