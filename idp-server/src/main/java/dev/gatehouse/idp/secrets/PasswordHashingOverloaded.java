package dev.gatehouse.idp.secrets;

import java.time.Duration;

/** Too many passwords wait to be hashed: the request is refused with 503, and nothing is said about the password. */
public final class PasswordHashingOverloaded extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Duration retryAfter;

    public PasswordHashingOverloaded(int limit, Duration retryAfter) {
        super("more than " + limit + " passwords wait to be hashed");
        this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
