package dev.gatehouse.idp.accounts;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/**
 * A password as it was typed, in Unicode normalisation form C, so that every keyboard gives the same one (NIST SP
 * 800-63B-4 section 3.1.1.2). Prints nothing.
 */
public final class Password {

    /** The most bytes of UTF-8 that are ever hashed. */
    public static final int MOST_BYTES = 1_024;

    private final String text;

    private Password(String text) {
        this.text = text;
    }

    public static Password typed(String text) {
        // What is too long in any form is not worth the work of normalising it.
        boolean hopeless = text.length() > 4 * MOST_BYTES;
        return new Password(hopeless ? text : Normalizer.normalize(text, Normalizer.Form.NFC));
    }

    /** Opens the secret for hashing and comparing; it MUST NOT go anywhere else. */
    public String reveal() {
        return text;
    }

    int characters() {
        return text.codePointCount(0, text.length());
    }

    boolean tooLong() {
        return text.length() > MOST_BYTES || text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Password password && password.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "Password[]";
    }
}
