package dev.gatehouse.idp.audit;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the disk that the trail is written to. Below 10 % free it raises an alarm; below 2 % the trail takes no more
 * records, which keeps room to recover in.
 */
final class DiskSpace implements ChainedAuditTrail.TrailGate {

    static final double ALARM = 0.10;
    static final double REFUSE = 0.02;

    private static final Logger log = LoggerFactory.getLogger(DiskSpace.class);

    private final Gauge gauge;
    private volatile double free = 1;
    private volatile boolean alarmed;

    /** Measures the share of the disk that is free, 0 to 1. */
    @FunctionalInterface
    interface Gauge {
        double free() throws IOException;
    }

    DiskSpace(Gauge gauge) {
        this.gauge = gauge;
    }

    static DiskSpace of(Path folder) {
        return new DiskSpace(() -> {
            FileStore disk = Files.getFileStore(folder);
            return disk.getTotalSpace() == 0 ? 1 : (double) disk.getUsableSpace() / disk.getTotalSpace();
        });
    }

    /** Measures. A disk that cannot be measured is left as it was last seen: the writes themselves will tell. */
    void check() {
        try {
            free = gauge.free();
        } catch (IOException e) {
            log.warn("The free space for the audit trail cannot be measured", e);
            return;
        }
        boolean low = free < ALARM;
        if (low && !alarmed) {
            log.error("Only {} of the disk of the audit trail is free; below {} requests are refused", free, REFUSE);
        } else if (!low && alarmed) {
            log.info("The disk of the audit trail has room again");
        }
        alarmed = low;
    }

    /** The share of the disk that was free when last measured. */
    double free() {
        return free;
    }

    @Override
    public void requireOpen() {
        if (free < REFUSE) {
            throw AuditUnavailable.diskFull("less than 2 % of the disk of the audit trail is free");
        }
    }
}
