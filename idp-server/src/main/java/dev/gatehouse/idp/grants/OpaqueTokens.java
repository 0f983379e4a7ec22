package dev.gatehouse.idp.grants;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes values that nobody can guess: 256 random bits behind a prefix that tells what they are. */
final class OpaqueTokens {

    private static final int BYTES = 32;
    private static final int TEXT_LENGTH = 43;

    private final SecureRandom random;

    OpaqueTokens(SecureRandom random) {
        this.random = random;
    }

    String make(String prefix) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Whether the value has the form that {@link #make} gives, so that nothing else is ever hashed and looked up. */
    static boolean wellFormed(String prefix, String value) {
        return value.length() == prefix.length() + TEXT_LENGTH
                && value.startsWith(prefix)
                && value.chars().skip(prefix.length()).allMatch(OpaqueTokens::base64url);
    }

    private static boolean base64url(int c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }
}
