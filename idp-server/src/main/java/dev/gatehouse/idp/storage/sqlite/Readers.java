package dev.gatehouse.idp.storage.sqlite;

import dev.gatehouse.idp.storage.StorageUnavailable;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A few connections that read, each lent to one reader at a time.
 *
 * <p>A call into SQLite holds the carrier of a virtual thread. A short read runs where it is called, since handing it
 * over would cost more than the read; a long one is handed to a thread of ours.
 */
final class Readers implements AutoCloseable {

    /** A reader of one snapshot of the file. */
    @FunctionalInterface
    interface Read<R> {
        R apply(SqliteSession session) throws SQLException;
    }

    private static final int CONNECTIONS = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());

    private final Path file;
    private final Duration timeout;
    private final BlockingDeque<Slot> slots = new LinkedBlockingDeque<>();
    private final ExecutorService longReads;
    private volatile boolean closed;

    Readers(Path file, Duration timeout) {
        this.file = file;
        this.timeout = timeout;
        for (int i = 0; i < CONNECTIONS; i++) {
            slots.add(new Slot());
        }
        this.longReads = Executors.newFixedThreadPool(
                2,
                Thread.ofPlatform()
                        .name("storage-reader-" + file.getFileName() + "-", 1)
                        .daemon()
                        .factory());
    }

    <R> R read(Read<R> read) {
        Slot slot = borrow();
        try {
            return read.apply(slot.session());
        } catch (SQLException e) {
            slot.discard();
            throw SqliteErrors.unavailable(e, false);
        } finally {
            giveBack(slot);
        }
    }

    /** Reads much: away from the caller's carrier. */
    <R> R readLong(Read<R> read) {
        if (!Thread.currentThread().isVirtual()) {
            return read(read);
        }
        Future<R> result = longReads.submit(() -> read(read));
        try {
            return result.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageUnavailable("interrupted while reading", e, false);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private void giveBack(Slot slot) {
        slots.addFirst(slot);
        if (closed) {
            slots.forEach(Slot::discard);
        }
    }

    private Slot borrow() {
        if (closed) {
            throw new StorageUnavailable("the store is closed", null, false);
        }
        try {
            Slot slot = slots.pollFirst(timeout.toNanos(), TimeUnit.NANOSECONDS);
            if (slot == null) {
                throw new StorageUnavailable("no connection was free to read within " + timeout, null, false);
            }
            return slot;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageUnavailable("interrupted while waiting to read", e, false);
        }
    }

    @Override
    public void close() {
        closed = true;
        longReads.shutdown();
        slots.forEach(Slot::discard);
    }

    /** A place for one connection, opened at first use and again after a failure. */
    private final class Slot {
        private @Nullable SqliteSession session;

        synchronized SqliteSession session() throws SQLException {
            SqliteSession open = session;
            if (open == null) {
                open = SqliteSession.reading(file, timeout);
                session = open;
            }
            return open;
        }

        synchronized void discard() {
            SqliteSession open = session;
            session = null;
            if (open != null) {
                try {
                    open.close();
                } catch (SQLException unusable) {
                    // nothing is left to do with it
                }
            }
        }
    }
}
