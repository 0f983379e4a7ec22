package dev.gatehouse.acl.engine;

import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.LogRecord;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A log in memory that counts what is read of it, and lets a test do something before an append. */
final class WatchedAccessLog implements AccessLog {

    final MemoryAccessLog log = new MemoryAccessLog();
    final AtomicLong recordsRead = new AtomicLong();
    Runnable beforeAppend = () -> {};

    @Override
    public boolean append(LogRecord record) {
        beforeAppend.run();
        return log.append(record);
    }

    @Override
    public List<LogRecord> read(WorkspaceId workspace, long after, int limit) {
        List<LogRecord> records = log.read(workspace, after, limit);
        recordsRead.addAndGet(records.size());
        return records;
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
