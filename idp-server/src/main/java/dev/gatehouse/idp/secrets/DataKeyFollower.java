package dev.gatehouse.idp.secrets;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes notice of data keys that other nodes make, for as long as this node runs. */
public final class DataKeyFollower implements AutoCloseable {

    /** How long a node may go on encrypting under a key that is not the newest any more. */
    static final Duration INTERVAL = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(DataKeyFollower.class);

    private final DataKeys keys;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("data-keys").factory());

    public DataKeyFollower(DataKeys keys) {
        this.keys = keys;
    }

    public void start() {
        var _ = executor.scheduleWithFixedDelay(
                this::reload, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    /** A scheduled task that throws would never run again. */
    private void reload() {
        try {
            keys.reload();
        } catch (RuntimeException e) {
            log.warn("Reading the data keys failed; those that are known stay in use", e);
        }
    }
}
