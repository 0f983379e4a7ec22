package dev.gatehouse.idp.grants;

import java.security.SecureRandom;
import java.util.Locale;

/**
 * Codes that a person types (RFC 8628 section 6.1): eight of twenty consonants, 34 bits, no vowels to form words and no
 * signs that look alike.
 */
final class UserCodes {

    static final String ALPHABET = "BCDFGHJKLMNPQRSTVWXZ";
    static final int LENGTH = 8;

    private final SecureRandom random;

    UserCodes(SecureRandom random) {
        this.random = random;
    }

    String make() {
        var code = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return code.toString();
    }

    /** As a person reads it: {@code WDJB-MJHT}. */
    static String shown(String code) {
        return code.substring(0, LENGTH / 2) + "-" + code.substring(LENGTH / 2);
    }

    /** "it is RECOMMENDED that [...] the server ignore punctuation and case" (RFC 8628 section 6.1). */
    static String normalised(String typed) {
        var code = new StringBuilder(LENGTH);
        for (char c : typed.toUpperCase(Locale.ROOT).toCharArray()) {
            if (ALPHABET.indexOf(c) >= 0) {
                code.append(c);
            } else if (Character.isLetterOrDigit(c)) {
                return "";
            }
        }
        return code.length() == LENGTH ? code.toString() : "";
    }
}
