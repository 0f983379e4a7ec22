package dev.gatehouse.idp.storage;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes expired documents in the background.
 *
 * <p>Nothing depends on it but space: an expired document is invisible before it is removed. It works in small steps, so
 * that a write never waits long for one of them.
 */
public final class ExpirySweeper implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ExpirySweeper.class);

    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int STEP = 1_000;

    private final List<Sweepable> stores;
    private final Clock clock;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().name("storage-sweeper").daemon().unstarted(this::sweepUntilClosed);

    public ExpirySweeper(List<Sweepable> stores, Clock clock) {
        this.stores = List.copyOf(stores);
        this.clock = clock;
    }

    /** Sweeps once a minute from now on. */
    public void start() {
        thread.start();
    }

    private void sweepUntilClosed() {
        try {
            while (!closed.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
                sweepAndReport();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sweepAndReport() {
        try {
            sweep();
        } catch (StorageUnavailable e) {
            log.warn("Expired documents stay until the store is back: {}", e.getMessage());
        } catch (RuntimeException e) {
            log.error("Expired documents could not be removed", e);
        }
    }

    /** Removes all that has expired by now. */
    void sweep() {
        for (Sweepable store : stores) {
            int removed = STEP;
            while (removed >= STEP && closed.getCount() > 0) {
                removed = store.sweep(clock.instant(), STEP);
            }
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
