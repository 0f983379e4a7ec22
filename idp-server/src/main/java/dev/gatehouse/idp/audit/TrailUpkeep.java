package dev.gatehouse.idp.audit;

import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the trail does from time to time, on a thread of its own. A task that fails is tried again at its next turn. */
final class TrailUpkeep implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TrailUpkeep.class);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("audit-upkeep").daemon().factory());

    void every(long seconds, String task, Runnable run) {
        Future<?> _ = thread.scheduleWithFixedDelay(() -> attempt(task, run), seconds, seconds, TimeUnit.SECONDS);
    }

    private static void attempt(String task, Runnable run) {
        try {
            run.run();
        } catch (RuntimeException e) {
            log.warn("Audit trail, {}: {}", task, e.getMessage());
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
