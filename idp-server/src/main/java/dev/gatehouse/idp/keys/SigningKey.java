package dev.gatehouse.idp.keys;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A signing key as an administrator sees it.
 *
 * @param number 1 for the first key of its algorithm, one more for each successor
 * @param signsUntil when its successor takes over; null while it has none
 * @param retiresAt when it leaves the JWK set; null while it has no successor
 */
public record SigningKey(
        KeyId id,
        SigningAlgorithm algorithm,
        long number,
        Instant publishedAt,
        Instant signsFrom,
        @Nullable Instant signsUntil,
        @Nullable Instant retiresAt) {

    /** A boundary belongs to what comes after it: at {@code signsUntil} the key does not sign any more. */
    public SigningKeyState stateAt(Instant now) {
        if (retiresAt != null && !now.isBefore(retiresAt)) {
            return SigningKeyState.RETIRED;
        }
        if (signsUntil != null && !now.isBefore(signsUntil)) {
            return SigningKeyState.VERIFYING;
        }
        return now.isBefore(signsFrom) ? SigningKeyState.PUBLISHED : SigningKeyState.SIGNING;
    }
}
