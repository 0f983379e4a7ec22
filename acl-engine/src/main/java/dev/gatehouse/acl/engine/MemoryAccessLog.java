package dev.gatehouse.acl.engine;

import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.LogRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Logs in memory, for trying out and for tests. */
public final class MemoryAccessLog implements AccessLog {

    private final Map<WorkspaceId, List<LogRecord>> logs = new ConcurrentHashMap<>();
    private final Map<WorkspaceId, NavigableMap<Long, List<byte[]>>> snapshots = new ConcurrentHashMap<>();

    private List<LogRecord> log(WorkspaceId workspace) {
        return logs.computeIfAbsent(workspace, _ -> new ArrayList<>());
    }

    private NavigableMap<Long, List<byte[]>> snapshotsOf(WorkspaceId workspace) {
        return snapshots.computeIfAbsent(workspace, _ -> new TreeMap<>());
    }

    @Override
    public boolean append(LogRecord record) {
        List<LogRecord> log = log(record.workspace());
        synchronized (log) {
            return log.size() == record.position() - 1 && log.add(record);
        }
    }

    @Override
    public List<LogRecord> read(WorkspaceId workspace, long after, int limit) {
        List<LogRecord> log = log(workspace);
        synchronized (log) {
            int from = (int) Math.min(after, log.size());
            return List.copyOf(log.subList(from, (int) Math.min(log.size(), (long) from + limit)));
        }
    }

    @Override
    public long positionAt(WorkspaceId workspace, Instant instant) {
        List<LogRecord> log = log(workspace);
        synchronized (log) {
            int position = log.size();
            while (position > 0 && log.get(position - 1).time().isAfter(instant)) {
                position--;
            }
            return position;
        }
    }

    @Override
    public Optional<Iterator<byte[]>> snapshot(WorkspaceId workspace, long atMost) {
        NavigableMap<Long, List<byte[]>> kept = snapshotsOf(workspace);
        synchronized (kept) {
            return Optional.ofNullable(kept.floorEntry(atMost))
                    .map(entry -> entry.getValue().iterator());
        }
    }

    /** Keeps a snapshot that was written at a position. */
    public void keep(WorkspaceId workspace, long position, List<byte[]> chunks) {
        NavigableMap<Long, List<byte[]>> kept = snapshotsOf(workspace);
        synchronized (kept) {
            kept.put(position, List.copyOf(chunks));
        }
    }
}
