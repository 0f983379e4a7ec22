package dev.gatehouse.idp.access.log;

import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.LogRecord;
import dev.gatehouse.acl.engine.AccessLog;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A log that counts readings, and refuses those of the workspace {@code acme} from before a position. */
final class RecordedReads implements AccessLog {

    private final AccessLog log;
    private final long earliest;
    private final AtomicInteger reads = new AtomicInteger();

    RecordedReads(AccessLog log, long earliest) {
        this.log = log;
        this.earliest = earliest;
    }

    int reads() {
        return reads.get();
    }

    @Override
    public List<LogRecord> read(WorkspaceId workspace, long after, int limit) {
        reads.incrementAndGet();
        if (workspace.equals(Node.ACME) && after < earliest) {
            throw new AssertionError("records after " + after + " were read, although " + earliest + " was enough");
        }
        return log.read(workspace, after, limit);
    }

    @Override
    public boolean append(LogRecord record) {
        return log.append(record);
    }

    @Override
    public long positionAt(WorkspaceId workspace, Instant instant) {
        return log.positionAt(workspace, instant);
    }

    @Override
    public Optional<Iterator<byte[]>> snapshot(WorkspaceId workspace, long atMost) {
        return log.snapshot(workspace, atMost);
    }
}
