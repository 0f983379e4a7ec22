package dev.gatehouse.idp.access.log;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * How many models of the past a node restores at once. Each is read from a snapshot and takes the memory of a whole model, so
 * whoever comes when all are taken waits, and after a while has to come again.
 */
final class Restoring {

    private final Duration longestWait;
    private final Semaphore free;

    Restoring(int most, Duration longestWait) {
        this.longestWait = longestWait;
        this.free = new Semaphore(most, true);
    }

    /** Half of the cores, and one at least. */
    static Restoring ofThisMachine(Duration longestWait) {
        return new Restoring(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), longestWait);
    }

    /** What was restored; nothing when it could not be begun in time. */
    <T> Optional<T> restored(Supplier<T> restore) {
        try {
            if (!free.tryAcquire(longestWait.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        try {
            return Optional.of(restore.get());
        } finally {
            free.release();
        }
    }
}
