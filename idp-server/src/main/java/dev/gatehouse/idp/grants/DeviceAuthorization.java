package dev.gatehouse.idp.grants;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A device that waits for a person to let it in (RFC 8628).
 *
 * @param userCode the keyed hash of the code that the person types
 * @param grant what the person granted, null until then
 * @param interval seconds that the device must wait between two polls
 * @param polledAt when the device last polled
 * @param usableUntil when the codes end
 * @param expiresAt when nothing is known of them any more; until then a late device hears {@code expired_token}
 */
public record DeviceAuthorization(
        String workspace,
        String client,
        List<String> scopes,
        List<String> audience,
        String userCode,
        State state,
        @Nullable Grant grant,
        long interval,
        @Nullable Instant polledAt,
        Instant usableUntil,
        Instant expiresAt) {

    /** The longest wait that too fast a device is told to keep, in seconds. */
    private static final long LONGEST_INTERVAL = 300;

    private static final long SLOW_DOWN = 5;

    /** What the person has said. */
    public enum State {
        PENDING,
        APPROVED,
        DENIED
    }

    public DeviceAuthorization {
        scopes = List.copyOf(scopes);
        audience = List.copyOf(audience);
        if ((state == State.APPROVED) != (grant != null)) {
            throw new IllegalArgumentException("a grant stands with an approval, and only there");
        }
    }

    boolean usable(Instant now) {
        return now.isBefore(usableUntil);
    }

    boolean tooEarly(Instant now) {
        return polledAt != null && now.isBefore(polledAt.plusSeconds(interval));
    }

    DeviceAuthorization decided(State decision, @Nullable Grant by) {
        return new DeviceAuthorization(
                workspace,
                client,
                scopes,
                audience,
                userCode,
                decision,
                by,
                interval,
                polledAt,
                usableUntil,
                expiresAt);
    }

    /** "the interval MUST be increased by 5 seconds for this and all subsequent requests" (RFC 8628 section 3.5). */
    DeviceAuthorization polled(Instant now) {
        long next = tooEarly(now) ? Math.min(interval + SLOW_DOWN, LONGEST_INTERVAL) : interval;
        return new DeviceAuthorization(
                workspace, client, scopes, audience, userCode, state, grant, next, now, usableUntil, expiresAt);
    }
}
