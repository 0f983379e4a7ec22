package dev.gatehouse.idp.signin;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.gatehouse.idp.secrets.KeyPurpose;
import dev.gatehouse.idp.secrets.KeyedHash;
import dev.gatehouse.idp.signin.Admission.Admitted;
import dev.gatehouse.idp.signin.Admission.Refused;
import dev.gatehouse.idp.signin.Admission.Reservation;
import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.Documents;
import dev.gatehouse.idp.storage.Stored;
import dev.gatehouse.idp.storage.WriteResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * So many failed sign-ins in a row for one account, then each further one waits longer; never for ever. The count is
 * stored, so it outlives this node and holds on every other; the places of attempts that are going on are in this node's
 * memory.
 *
 * <p>A name that no account has is counted like one that has an account, or the limit would tell them apart. It is
 * stored as a keyed hash, since what was typed may be a password.
 */
final class AccountLimit {

    static final String NAME = "account";

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final int limit;
    private final Documents<FailureCount> counts;
    private final KeyedHash hash;
    private final Clock clock;

    /** A gate lives for as long as an attempt is at it. */
    private final LoadingCache<String, Gate> gates =
            Caffeine.newBuilder().weakValues().build(Gate::new);

    AccountLimit(int limit, DocumentStore store, KeyedHash hash, Clock clock) {
        this.limit = limit;
        this.counts = store.open(FailureCount.TYPE);
        this.hash = hash;
        this.clock = clock;
    }

    /**
     * Reserves a place.
     *
     * @param name who is meant, one string for one counter
     */
    Admission admit(String name) {
        return gates.get(hash.of(KeyPurpose.SIGN_IN_COUNTING, name)).admit();
    }

    private final class Gate implements Reservation {
        private final String id;
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition freed = lock.newCondition();
        private int inFlight;

        Gate(String id) {
            this.id = id;
        }

        Admission admit() {
            lock.lock();
            try {
                long left = LONGEST_WAIT.toNanos();
                while (true) {
                    Optional<FailureCount> count = counts.get(id).map(Stored::value);
                    Instant now = now();
                    if (count.isPresent() && now.isBefore(count.get().notBefore())) {
                        return new Refused(
                                NAME, Duration.between(now, count.get().notBefore()));
                    }
                    // Beyond the limit one at a time: its delay must be known before the next begins.
                    long places = Math.max(
                            1, limit - count.map(FailureCount::failures).orElse(0L));
                    if (inFlight < places) {
                        inFlight++;
                        return new Admitted(this);
                    }
                    if (left <= 0) {
                        return new Refused(NAME, Duration.ofSeconds(1));
                    }
                    left = freed.awaitNanos(left);
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return new Refused(NAME, Duration.ofSeconds(1));
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void failed() {
            end(this::countFailure);
        }

        @Override
        public void succeeded() {
            end(() -> counts.get(id).ifPresent(stored -> counts.delete(id)));
        }

        @Override
        public void withdrawn() {
            end(() -> {});
        }

        private void end(Runnable bookkeeping) {
            lock.lock();
            try {
                bookkeeping.run();
            } finally {
                inFlight--;
                freed.signalAll();
                lock.unlock();
            }
        }

        /** Other nodes count in the same document, so the version decides. */
        private void countFailure() {
            WriteResult written;
            do {
                Optional<Stored<FailureCount>> stored = counts.get(id);
                long failures = stored.map(before -> before.value().failures()).orElse(0L) + 1;
                FailureCount next = FailureCount.next(failures, limit, now());
                written = stored.isEmpty()
                        ? counts.insert(id, next, ChangeId.unannounced())
                        : counts.replaceIf(id, stored.get().version(), next, ChangeId.unannounced());
            } while (!written.written());
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
