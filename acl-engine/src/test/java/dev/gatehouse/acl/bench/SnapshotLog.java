package dev.gatehouse.acl.bench;

import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.LogRecord;
import dev.gatehouse.acl.engine.AccessLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The log of {@link LargeWorld#WORKSPACE}, of which all before a snapshot is gone. */
final class SnapshotLog implements AccessLog {

    private final long first;
    private final List<byte[]> chunks;
    private final List<LogRecord> records = new ArrayList<>();

    SnapshotLog(LargeWorld world, Path snapshot) throws IOException {
        first = world.position();
        chunks = LargeWorld.chunks(snapshot);
    }

    @Override
    public synchronized boolean append(LogRecord record) {
        return record.position() == first + records.size() + 1 && records.add(record);
    }

    @Override
    public synchronized List<LogRecord> read(WorkspaceId workspace, long after, int limit) {
        if (!workspace.equals(LargeWorld.WORKSPACE)) {
            return List.of();
        }
        int from = (int) (after - first);
        return List.copyOf(records.subList(from, Math.min(records.size(), from + limit)));
    }

    @Override
    public long positionAt(WorkspaceId workspace, Instant instant) {
        throw new UnsupportedOperationException("Nobody asks for the past here");
    }

    @Override
    public Optional<Iterator<byte[]>> snapshot(WorkspaceId workspace, long atMost) {
        return workspace.equals(LargeWorld.WORKSPACE) ? Optional.of(chunks.iterator()) : Optional.empty();
    }
}
