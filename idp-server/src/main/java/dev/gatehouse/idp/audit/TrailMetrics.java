package dev.gatehouse.idp.audit;

import dev.gatehouse.idp.audit.log.TrailObserver;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what the writer does, and logs its failures, at most one in 10 s. */
public final class TrailMetrics implements TrailObserver, MeterBinder {

    private static final Logger log = LoggerFactory.getLogger(TrailMetrics.class);
    private static final long QUIET_NANOS = Duration.ofSeconds(10).toNanos();

    private final LongAdder records = new LongAdder();
    private final LongAdder groups = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final DiskSpace disk;
    private long lastLogged = System.nanoTime() - QUIET_NANOS;

    TrailMetrics(DiskSpace disk) {
        this.disk = disk;
    }

    @Override
    public void appended(int count, long took) {
        records.add(count);
        groups.increment();
        nanos.add(took);
    }

    @Override
    public void failed(String what, Throwable why) {
        failures.increment();
        long now = System.nanoTime();
        if (now - lastLogged >= QUIET_NANOS) {
            lastLogged = now;
            log.error("Audit trail: {}", what, why);
        }
    }

    /** How many records a durable write carried on average. */
    double recordsAGroup() {
        return records.doubleValue() / Math.max(1, groups.sum());
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder("gatehouse.audit.records", records, LongAdder::doubleValue)
                .description("Audit records made durable")
                .register(registry);
        FunctionCounter.builder("gatehouse.audit.groups", groups, LongAdder::doubleValue)
                .description("Durable writes of audit records")
                .register(registry);
        FunctionCounter.builder("gatehouse.audit.write.seconds", nanos, sum -> sum.doubleValue() / 1e9)
                .description("Time spent in durable writes of audit records")
                .register(registry);
        FunctionCounter.builder("gatehouse.audit.failures", failures, LongAdder::doubleValue)
                .description("Durable writes of audit records that were not acknowledged")
                .register(registry);
        Gauge.builder("gatehouse.audit.disk.free", disk, DiskSpace::free)
                .description("Share of the disk of the audit trail that is free")
                .register(registry);
    }
}
