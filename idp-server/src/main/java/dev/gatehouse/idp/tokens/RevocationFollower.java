package dev.gatehouse.idp.tokens;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps this node's {@link RevocationState} current for as long as the node runs. */
public final class RevocationFollower implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RevocationFollower.class);

    private static final Duration SWEEP_INTERVAL = Duration.ofMinutes(5);

    private final RevocationState state;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("revocation-follower").factory());

    public RevocationFollower(RevocationState state) {
        this.state = state;
    }

    /** Reads the log once, so that the node starts with it, and follows it from then on. */
    public void start() {
        state.follow();
        long interval = RevocationState.FOLLOW_INTERVAL.toMillis();
        var _ = executor.scheduleWithFixedDelay(
                () -> guarded(state::tryToFollow), interval, interval, TimeUnit.MILLISECONDS);
        long sweep = SWEEP_INTERVAL.toSeconds();
        var _ = executor.scheduleWithFixedDelay(() -> guarded(state::sweep), sweep, sweep, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    /** A scheduled task that throws would never run again. */
    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException failed) {
            log.warn("following the revocation log failed", failed);
        }
    }
}
