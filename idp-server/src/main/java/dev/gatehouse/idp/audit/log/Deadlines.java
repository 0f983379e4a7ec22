package dev.gatehouse.idp.audit.log;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Ends the waiting of callers whose deadline has passed. One thread looks after all of them, so that no request arms a
 * timer of its own: a timer costs a request more than its place in the chain does.
 *
 * <p>All wait equally long, so the queue is in the order of the deadlines. A caller is released at most a
 * {@value #STEPS}th of the deadline late. With nobody waiting the thread sleeps.
 */
final class Deadlines {

    private static final int STEPS = 40;

    private final long nanos;
    private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean asleep;
    private volatile boolean ended;

    Deadlines(Duration deadline) {
        this.nanos = deadline.toNanos();
        this.thread = Thread.ofPlatform().name("audit-deadlines").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Looks after it from now on. */
    void watch(Waiting waiting) {
        queue.add(waiting);
        if (ended) {
            waiting.giveUp();
        } else if (asleep) {
            LockSupport.unpark(thread);
        }
    }

    /** Nobody is watched any more; who waits already is released in time. */
    void end() {
        ended = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!ended || !queue.isEmpty()) {
            release();
            if (queue.isEmpty()) {
                sleepUntilWatched();
            } else {
                LockSupport.parkNanos(this, nanos / STEPS);
            }
        }
    }

    private void release() {
        long now = System.nanoTime();
        for (@Nullable Waiting first = queue.peek();
                first != null && (first.hasEnded() || now - first.since() >= nanos);
                first = queue.peek()) {
            queue.poll();
            first.giveUp();
        }
    }

    /** INVARIANT: who adds after the second look at the queue sees {@code asleep}. */
    private void sleepUntilWatched() {
        asleep = true;
        while (queue.isEmpty() && !ended) {
            LockSupport.park(this);
        }
        asleep = false;
    }
}
