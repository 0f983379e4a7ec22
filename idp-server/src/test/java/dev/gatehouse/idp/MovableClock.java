package dev.gatehouse.idp;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;

/** The clock of a server that a test started: it goes on by itself, and a test can move it. */
public final class MovableClock extends Clock {

    private final Clock real;
    private final AtomicReference<Duration> moved = new AtomicReference<>(Duration.ZERO);

    public MovableClock(Clock real) {
        this.real = real;
    }

    public void advance(Duration by) {
        moved.updateAndGet(before -> before.plus(by));
    }

    @Override
    public Instant instant() {
        return real.instant().plus(moved.get());
    }

    @Override
    public ZoneId getZone() {
        return real.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the server has one clock");
    }
}
