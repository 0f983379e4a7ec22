package dev.gatehouse.idp.storage.sqlite;

import dev.gatehouse.idp.storage.StorageUnavailable;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The one writer of a file: takes all waiting writes, commits them in one transaction, then releases the waiters.
 *
 * <p>While one group reaches the disk the next one gathers, so that throughput grows with the load and a single write
 * waits for nothing. Each write has its own outcome; only a broken environment (disk full, I/O) ends a whole group.
 */
final class GroupCommit implements AutoCloseable {

    private static final int LARGEST_GROUP = 512;

    private final BlockingQueue<PendingWrite<?>> queue = new LinkedBlockingQueue<>();
    private final Path file;
    private final Duration timeout;
    private final Thread thread;
    private volatile boolean closed;
    private @Nullable SqliteSession session;

    GroupCommit(Path file, Duration timeout) {
        this.file = file;
        this.timeout = timeout;
        this.thread = Thread.ofPlatform()
                .name("storage-writer-" + file.getFileName())
                .daemon()
                .unstarted(this::writeUntilClosed);
    }

    /** Opens the file, so that a broken one is known at once. */
    void start() throws SQLException {
        session();
        thread.start();
    }

    /** Returns when the write is durable. */
    <R> @Nullable R write(Write<R> write) {
        if (closed) {
            throw new StorageUnavailable("the store is closed", null, false);
        }
        var pending = new PendingWrite<>(write);
        queue.add(pending);
        return pending.await(timeout);
    }

    /** How many writes wait for the group that is being committed. */
    int waiting() {
        return queue.size();
    }

    private void writeUntilClosed() {
        List<PendingWrite<?>> group = new ArrayList<>();
        while (!closed || !queue.isEmpty()) {
            try {
                group.add(queue.take());
                queue.drainTo(group, LARGEST_GROUP - 1);
                group.removeIf(pending -> !pending.claim());
                commit(group);
            } catch (InterruptedException e) {
                // close() wakes us; the condition above decides
            } finally {
                group.clear();
            }
        }
    }

    private void commit(List<PendingWrite<?>> group) {
        if (group.isEmpty()) {
            return;
        }
        boolean committing = false;
        try {
            SqliteSession open = session();
            open.prepare("BEGIN IMMEDIATE").executeUpdate();
            for (PendingWrite<?> pending : group) {
                pending.run(open);
            }
            committing = true;
            open.prepare("COMMIT").executeUpdate();
            group.forEach(PendingWrite::release);
        } catch (SQLException e) {
            rollBack(e);
            // A commit that failed on its way to the disk may be found there after a crash.
            boolean mayHaveHappened = committing;
            group.forEach(pending -> pending.fail(SqliteErrors.unavailable(e, mayHaveHappened)));
        } catch (RuntimeException | Error e) {
            discardSession();
            group.forEach(pending -> pending.fail(new IllegalStateException("the writer failed", e)));
        }
    }

    private SqliteSession session() throws SQLException {
        SqliteSession open = session;
        if (open == null) {
            open = SqliteSession.writing(file, timeout.dividedBy(2));
            session = open;
        }
        return open;
    }

    private void rollBack(SQLException cause) {
        SqliteSession open = session;
        if (open == null) {
            return;
        }
        if (SqliteErrors.isDiskFull(cause)) {
            try {
                open.forgetStatements();
                open.execute("ROLLBACK");
            } catch (SQLException alreadyRolledBack) {
                cause.addSuppressed(alreadyRolledBack);
            }
        } else {
            discardSession();
        }
    }

    /** A connection in an unknown state is closed, which rolls back; the next group opens another. */
    private void discardSession() {
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

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        discardSession();
    }
}
