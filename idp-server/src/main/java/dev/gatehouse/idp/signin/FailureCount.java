package dev.gatehouse.idp.signin;

import dev.gatehouse.idp.storage.DocumentType;
import java.time.Duration;
import java.time.Instant;

/**
 * Failed sign-ins in a row under one name.
 *
 * @param notBefore when the next attempt is evaluated
 * @param expiresAt when all is forgotten
 */
public record FailureCount(long failures, Instant notBefore, Instant expiresAt) {

    static final DocumentType<FailureCount> TYPE = DocumentType.named("sign_in_failures", FailureCount.class)
            .expiringAt("expiresAt")
            .build();

    private static final Duration FIRST_DELAY = Duration.ofSeconds(30);
    private static final Duration LONGEST_DELAY = Duration.ofHours(1);
    private static final Duration MEMORY = Duration.ofHours(24);
    private static final int MOST_DOUBLINGS = 7;

    /** One failure more: from the limit on, each doubles the delay. It grows to an hour and never becomes for ever. */
    static FailureCount next(long failures, int limit, Instant now) {
        long beyond = failures - limit;
        Instant notBefore = beyond < 0 ? now : now.plus(delay(beyond));
        return new FailureCount(failures, notBefore, now.plus(MEMORY));
    }

    private static Duration delay(long beyond) {
        Duration delay = FIRST_DELAY.multipliedBy(1L << Math.min(beyond, MOST_DOUBLINGS));
        return delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay;
    }
}
