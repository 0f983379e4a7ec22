package dev.gatehouse.idp.keys;

import java.time.Duration;
import java.time.Instant;

/**
 * When signing keys come and go.
 *
 * @param rotationPeriod how long a key signs
 * @param publishAhead how long a key is published before it signs; longer than anyone caches the JWK set
 * @param longestTokenLifetime how long the longest-lived token lives that a key signs
 */
public record KeySchedule(Duration rotationPeriod, Duration publishAhead, Duration longestTokenLifetime) {

    /** What {@code Cache-Control} allows a reader of the JWK set. */
    public static final Duration JWK_SET_CACHE = Duration.ofMinutes(5);

    /** Nodes whose clocks are behind go on signing with the old key for so long. */
    private static final Duration CLOCK_MARGIN = Duration.ofHours(1);

    /** A retired key stays listed for so long, then its private half is deleted for good. */
    private static final Duration KEPT_AFTER_RETIREMENT = Duration.ofDays(30);

    public KeySchedule {
        if (publishAhead.compareTo(JWK_SET_CACHE) <= 0) {
            throw new IllegalArgumentException("a signing key must be published for longer than the JWK set is cached ("
                    + JWK_SET_CACHE + ") before it signs, not for " + publishAhead);
        }
        if (rotationPeriod.compareTo(publishAhead) <= 0) {
            throw new IllegalArgumentException("a signing key must sign for longer (" + rotationPeriod
                    + ") than its successor is published ahead (" + publishAhead + ")");
        }
        if (longestTokenLifetime.isNegative() || longestTokenLifetime.isZero()) {
            throw new IllegalArgumentException("tokens must live: " + longestTokenLifetime);
        }
    }

    /** When the successor of a key that signs from then must be published. */
    Instant successorDue(Instant signsFrom) {
        return signsFrom.plus(rotationPeriod).minus(publishAhead);
    }

    /** When the last token of a key that signed until then has expired. */
    Instant retirement(Instant signsUntil) {
        return signsUntil.plus(longestTokenLifetime).plus(CLOCK_MARGIN);
    }

    Instant deletion(Instant retiresAt) {
        return retiresAt.plus(KEPT_AFTER_RETIREMENT);
    }
}
