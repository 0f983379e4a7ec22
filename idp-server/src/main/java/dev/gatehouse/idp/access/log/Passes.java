package dev.gatehouse.idp.access.log;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Runs of one task, of which one goes on at a time. Who wants a run that begins after now gets the next one, which all
 * share who came while the one before was going on.
 */
final class Passes {

    private final Runnable task;
    private @Nullable CompletableFuture<Void> running;
    private @Nullable CompletableFuture<Void> next;

    Passes(Runnable task) {
        this.task = task;
    }

    /** A run that begins now or later; it ends as the task ends. */
    synchronized CompletableFuture<Void> begunFromNow() {
        if (running == null) {
            CompletableFuture<Void> started = new CompletableFuture<>();
            start(started);
            return started;
        }
        if (next == null) {
            next = new CompletableFuture<>();
        }
        return next;
    }

    private void start(CompletableFuture<Void> pass) {
        running = pass;
        Thread.ofVirtual().name("access-follower").start(() -> run(pass));
    }

    private void run(CompletableFuture<Void> pass) {
        try {
            task.run();
            pass.complete(null);
        } catch (Throwable failed) {
            pass.completeExceptionally(failed);
        } finally {
            goOn();
        }
    }

    private synchronized void goOn() {
        CompletableFuture<Void> waiting = next;
        running = null;
        next = null;
        if (waiting != null) {
            start(waiting);
        }
    }
}
