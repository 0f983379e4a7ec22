package dev.gatehouse.idp.signin;

import java.time.Duration;

/** How long somebody has to wait, as the header says it: in whole seconds, and never so few that they come too early. */
public final class RetryAfter {

    private RetryAfter() {}

    /**
     * The value of the header.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3">RFC 9110 section 10.2.3</a>
     */
    public static String seconds(Duration wait) {
        return String.valueOf(Math.max(1, wait.plusNanos(999_999_999).toSeconds()));
    }
}
