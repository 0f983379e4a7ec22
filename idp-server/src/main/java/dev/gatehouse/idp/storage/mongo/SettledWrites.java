package dev.gatehouse.idp.storage.mongo;

import com.mongodb.MongoException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import dev.gatehouse.idp.storage.StorageUnavailable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.bson.BsonDocument;

/**
 * Runs operations within a bound of time, and makes sure that a write which was not acknowledged is known to have
 * happened or not.
 *
 * <p>The driver repeats an attempt under one transaction number as long as its time lasts, so the server recognizes the
 * repetition. When that ends without an answer, the write is settled by reading what is there with majority concern: it
 * happened; or it did not, and is attempted again; or that cannot be told any more, which is said to the caller. All
 * attempts of a write share a session, in which the server refuses an older attempt that arrives after a newer one.
 */
final class SettledWrites {

    /** Between attempts that failed at once. */
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final MongoConnection connection;
    private final MongoCollection<BsonDocument> collection;

    SettledWrites(MongoConnection connection, MongoCollection<BsonDocument> collection) {
        this.connection = connection;
        this.collection = collection;
    }

    /** What one operation works with: the collection with the time that is left, and the session. */
    record Context(MongoCollection<BsonDocument> collection, ClientSession session, WriteTrace trace) {

        /**
         * To be called before saying that there is nothing to write to: when the driver repeated an attempt, it may have
         * been that attempt which removed it.
         */
        void requireNoDoubt() {
            if (trace.failed()) {
                throw new Unknowable();
            }
        }
    }

    /** An operation on the database. */
    @FunctionalInterface
    interface Operation<R> {
        R run(Context context);
    }

    /** Thrown by what settles a write: it can no longer be told whether the write happened. */
    static final class Unknowable extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /**
     * Writes.
     *
     * @param attempt the write; repeated only when it was settled that it did not happen
     * @param settle whether an attempt happened, and its result then; empty when it did not
     */
    <R> R write(Operation<R> attempt, Operation<Optional<R>> settle) {
        long end = System.nanoTime() + connection.bound().toNanos();
        boolean doubtful = false;
        WriteTrace trace = WriteTrace.begin();
        try (ClientSession session = connection.startSession()) {
            while (true) {
                try {
                    if (doubtful) {
                        Optional<R> settled = settle.run(context(session, end, 1, trace));
                        if (settled.isPresent()) {
                            return settled.get();
                        }
                    }
                    trace = WriteTrace.begin();
                    return attempt.run(context(session, end, 2, trace));
                } catch (Unknowable e) {
                    throw new StorageUnavailable("MongoDB did not acknowledge a write", e, true);
                } catch (MongoException e) {
                    doubtful = doubtful || trace.sent();
                    pauseOrGiveUp(e, end, doubtful);
                }
            }
        } finally {
            WriteTrace.end();
        }
    }

    /** Reads, again where reading again may help. */
    <R> R read(Operation<R> operation) {
        long end = System.nanoTime() + connection.bound().toNanos();
        WriteTrace trace = WriteTrace.begin();
        try (ClientSession session = connection.startSession()) {
            while (true) {
                try {
                    return operation.run(context(session, end, 1, trace));
                } catch (MongoException e) {
                    pauseOrGiveUp(e, end, false);
                }
            }
        } finally {
            WriteTrace.end();
        }
    }

    private void pauseOrGiveUp(MongoException e, long end, boolean doubtful) {
        if (!MongoErrors.isPassing(e) || end - System.nanoTime() <= PAUSE.toNanos()) {
            throw MongoErrors.unavailable(e, doubtful);
        }
        LockSupport.parkNanos(PAUSE.toNanos());
    }

    /** An attempt gets a share of the time that is left, so that there is time to settle it. */
    private Context context(ClientSession session, long end, int share, WriteTrace trace) {
        long left = Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()) / share);
        return new Context(collection.withTimeout(left, TimeUnit.MILLISECONDS), session, trace);
    }
}
