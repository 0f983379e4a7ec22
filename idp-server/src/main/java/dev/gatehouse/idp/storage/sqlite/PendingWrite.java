package dev.gatehouse.idp.storage.sqlite;

import dev.gatehouse.idp.storage.StorageUnavailable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A write that waits for its group, and the thread that waits for the write. */
final class PendingWrite<R> {

    private final Write<R> write;
    private final AtomicBoolean claimed = new AtomicBoolean();
    private final CountDownLatch done = new CountDownLatch(1);
    private @Nullable R result;
    private @Nullable RuntimeException failure;

    PendingWrite(Write<R> write) {
        this.write = write;
    }

    /** Whoever claims it first decides: the writer runs it, or the waiter, tired of waiting, withdraws it. */
    boolean claim() {
        return claimed.compareAndSet(false, true);
    }

    /** Runs the write. What concerns this write alone becomes its outcome; a broken environment is thrown. */
    void run(SqliteSession session) throws SQLException {
        try {
            result = write.apply(session);
        } catch (SQLException e) {
            if (!SqliteErrors.concernsOneStatement(e)) {
                throw e;
            }
            session.forgetStatements();
            failure = new IllegalStateException(e.getMessage(), e);
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    void release() {
        done.countDown();
    }

    void fail(RuntimeException cause) {
        failure = cause;
        done.countDown();
    }

    /** The outcome, once durable. */
    @Nullable R await(Duration timeout) {
        boolean interrupted = false;
        try {
            if (!done.await(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                throw withdraw("the write was not durable within " + timeout, null);
            }
        } catch (InterruptedException e) {
            interrupted = true;
            throw withdraw("interrupted while a write became durable", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        if (failure != null) {
            throw failure;
        }
        return result;
    }

    private StorageUnavailable withdraw(String message, @Nullable Throwable cause) {
        boolean neverRan = claim();
        return new StorageUnavailable(message, cause, !neverRan);
    }
}
