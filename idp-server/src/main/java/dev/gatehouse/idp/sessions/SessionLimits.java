package dev.gatehouse.idp.sessions;

import java.time.Duration;
import java.time.Instant;

/** When a session ends by itself: unused for so long, or so long after its start. */
public record SessionLimits(Duration idle, Duration absolute) {

    public SessionLimits {
        if (!idle.isPositive() || !absolute.isPositive()) {
            throw new IllegalArgumentException("session limits are positive");
        }
    }

    Instant expiry(Instant lastSeen, Instant end) {
        Instant idleEnd = lastSeen.plus(idle);
        return idleEnd.isBefore(end) ? idleEnd : end;
    }
}
