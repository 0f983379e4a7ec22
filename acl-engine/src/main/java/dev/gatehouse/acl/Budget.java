package dev.gatehouse.acl;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Time that an answer may take. What is not done when it is spent is left out, and the answer says so. */
public final class Budget {

    private final LongSupplier nanos;
    private final long start;
    private final long most;

    /**
     * Begins now.
     *
     * @param nanos a clock in nanoseconds that never goes back, as {@link System#nanoTime}
     */
    public Budget(Duration most, LongSupplier nanos) {
        this.nanos = nanos;
        this.start = nanos.getAsLong();
        this.most = most.toNanos();
    }

    public boolean isSpent() {
        return nanos.getAsLong() - start >= most;
    }
}
