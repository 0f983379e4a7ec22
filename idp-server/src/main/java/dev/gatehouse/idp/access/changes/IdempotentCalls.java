package dev.gatehouse.idp.access.changes;

import dev.gatehouse.acl.Revision;
import dev.gatehouse.acl.change.LogRecord;
import dev.gatehouse.idp.access.log.StoredAccessLog;
import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.Documents;
import dev.gatehouse.idp.storage.Stored;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Calls with an {@code Idempotency-Key}: the first is carried out, which an insert decides, and each later one of the same
 * caller, key, body and precondition gets its answer again.
 *
 * <p>A server may die between the changes and their answer. Then the log says whether they were made: the record carries
 * the audit event that the call's document carries too.
 */
public final class IdempotentCalls {

    /** For that long a call is remembered. */
    static final Duration REMEMBERED = Duration.ofHours(24);

    /** A call that has no answer after that long is not going on any more. */
    static final Duration LONGEST_CALL = Duration.ofMinutes(1);

    private final Documents<IdempotentCall> calls;
    private final StoredAccessLog log;
    private final Clock clock;

    public IdempotentCalls(DocumentStore store, StoredAccessLog log, Clock clock) {
        this.calls = store.open(IdempotentCall.TYPE);
        this.log = log;
        this.clock = clock;
    }

    /** A call's name among all calls, and the digest of what it asks for. */
    record Key(String id, String digest) {

        /**
         * Names a call.
         *
         * @param precondition the preview that it was made to depend on, in one line; empty: none
         */
        static Key of(String caller, String key, String precondition, byte[] body) {
            return new Key(hash(caller + "\n", key.getBytes(StandardCharsets.UTF_8)), hash(precondition + "\n", body));
        }

        private static String hash(String line, byte[] bytes) {
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                digest.update(line.getBytes(StandardCharsets.UTF_8));
                return HexFormat.of().formatHex(digest.digest(bytes));
            } catch (NoSuchAlgorithmException missing) {
                throw new IllegalStateException("Every JDK has SHA-256", missing);
            }
        }
    }

    /** What is known of a call before it is carried out. */
    sealed interface Known {

        /** It is to be carried out. */
        record First() implements Known {}

        /** It was carried out. */
        record Answered(Made made) implements Known {}

        /** The key was used for another body, or another precondition. */
        record OfAnother() implements Known {}

        /** It is being carried out. */
        record GoingOn() implements Known {}
    }

    Known find(Key key) {
        Optional<Stored<IdempotentCall>> found = calls.get(key.id());
        if (found.isEmpty()) {
            return new Known.First();
        }
        Stored<IdempotentCall> call = found.get();
        if (!call.value().digest().equals(key.digest())) {
            return new Known.OfAnother();
        }
        Made answer = call.value().answer();
        if (answer != null) {
            return new Known.Answered(answer);
        }
        return log.announcedBy(call.change())
                .<Known>map(record -> new Known.Answered(Made.at(revision(record))))
                .orElseGet(() -> abandoned(call) ? new Known.First() : new Known.GoingOn());
    }

    private static Revision revision(LogRecord record) {
        return new Revision(
                record.position(), record.workspace().isSystem() ? record.position() : record.systemPosition());
    }

    /** True when nobody is at it any more, and this caller is the one who cleared it away. */
    private boolean abandoned(Stored<IdempotentCall> call) {
        return call.value().startedAt().plus(LONGEST_CALL).isBefore(clock.instant())
                && calls.deleteIf(call.id(), call.version()).written();
    }

    /** Whether this one may be carried out; false when another one of this key was faster. */
    boolean begin(Key key, ChangeId change) {
        Instant now = clock.instant();
        var call = new IdempotentCall(key.digest(), now, now.plus(REMEMBERED), null, null, null, 0);
        return calls.insert(key.id(), call, change).written();
    }

    /** Keeps the answer. */
    void end(Key key, Made made, ChangeId change) {
        own(key, change)
                .ifPresent(stored -> calls.replaceIf(
                        key.id(), stored.version(), stored.value().answered(made), change));
    }

    /** Lets the key be used again. */
    void forget(Key key, ChangeId change) {
        own(key, change).ifPresent(stored -> calls.deleteIf(key.id(), stored.version()));
    }

    private Optional<Stored<IdempotentCall>> own(Key key, ChangeId change) {
        return calls.get(key.id()).filter(stored -> stored.change().equals(change));
    }
}
