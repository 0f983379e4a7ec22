package dev.gatehouse.idp.audit.log;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A record and the thread that waits for it to be durable. Who moves the state last, decides: a waiter that gave up
 * before its record was taken leaves nothing behind; one that gave up later leaves a record that is marked unanswered.
 */
final class Waiting {

    private enum State {
        QUEUED,
        TAKEN,
        DURABLE,
        FAILED,
        GIVEN_UP
    }

    private final DraftRecord draft;
    private final @Nullable Thread waiter;
    private final AtomicReference<State> state = new AtomicReference<>(State.QUEUED);
    private final long since = System.nanoTime();
    private volatile @Nullable Throwable failure;

    private Waiting(DraftRecord draft, @Nullable Thread waiter) {
        this.draft = draft;
        this.waiter = waiter;
    }

    /** The current thread will wait. */
    static Waiting here(DraftRecord draft) {
        return new Waiting(draft, Thread.currentThread());
    }

    /** Nobody waits; the writer itself owes it to the trail. */
    static Waiting owed(DraftRecord draft) {
        return new Waiting(draft, null);
    }

    boolean isOwed() {
        return waiter == null;
    }

    DraftRecord draft() {
        return draft;
    }

    /** The writer takes it into a group; false when its waiter has gone. */
    boolean take() {
        return state.compareAndSet(State.QUEUED, State.TAKEN);
    }

    /** It is durable; false when its waiter has gone. */
    boolean durable() {
        return end(State.DURABLE);
    }

    /** It is not stored. */
    void failed(@Nullable Throwable why) {
        failure = why;
        if (!end(State.FAILED) && state.compareAndSet(State.QUEUED, State.FAILED)) {
            LockSupport.unpark(waiter);
        }
    }

    private boolean end(State how) {
        if (state.compareAndSet(State.TAKEN, how)) {
            LockSupport.unpark(waiter);
            return true;
        }
        return false;
    }

    /** When it began to wait, by {@link System#nanoTime}. */
    long since() {
        return since;
    }

    /** Whether nobody waits for it any more. */
    boolean hasEnded() {
        State now = state.get();
        return now != State.QUEUED && now != State.TAKEN;
    }

    /** Its deadline has passed. */
    void giveUp() {
        if (state.compareAndSet(State.QUEUED, State.GIVEN_UP) || state.compareAndSet(State.TAKEN, State.GIVEN_UP)) {
            LockSupport.unpark(waiter);
        }
    }

    /** Waits in the thread that made it until it is durable, failed, or {@link #giveUp given up}. */
    void await(Duration deadline) {
        while (true) {
            switch (state.get()) {
                case DURABLE -> {
                    return;
                }
                case FAILED -> throw new TrailUnavailable("the audit trail could not store the record", failure);
                case GIVEN_UP ->
                    throw new TrailUnavailable(
                            Thread.currentThread().isInterrupted()
                                    ? "interrupted while the record was being stored"
                                    : "the record was not durable within " + deadline.toMillis() + " ms",
                            null);
                case QUEUED, TAKEN -> {
                    if (Thread.currentThread().isInterrupted()) {
                        giveUp();
                    } else {
                        LockSupport.park(this);
                    }
                }
            }
        }
    }
}
