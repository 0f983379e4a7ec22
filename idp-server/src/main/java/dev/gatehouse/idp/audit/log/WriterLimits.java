package dev.gatehouse.idp.audit.log;

import java.time.Duration;

/**
 * How much a writer takes.
 *
 * @param deadline how long a caller waits for its record
 * @param waiting how many records may wait; the next one is refused at once
 * @param group how many records one durable write carries at most
 */
public record WriterLimits(Duration deadline, int waiting, int group) {

    /** The refusal, too, leaves within 2 s of the request. */
    public static final WriterLimits DEFAULT = new WriterLimits(Duration.ofMillis(1_800), 10_000, 1_000);

    public WriterLimits {
        if (deadline.isNegative() || deadline.isZero() || waiting < 1 || group < 1) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }
}
