package dev.gatehouse.idp.access.log;

import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.LogRecord;
import dev.gatehouse.acl.engine.AccessLog;
import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.Documents;
import dev.gatehouse.idp.storage.Query;
import dev.gatehouse.idp.storage.StorageUnavailable;
import dev.gatehouse.idp.storage.Stored;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The engine's log on document collections. A record is a document under the unique key (workspace, position); its insert
 * is the commit, so of any number of nodes that want a position one gets it.
 */
public final class StoredAccessLog implements AccessLog {

    private static final int READS = 3;

    private final Documents<AccessLogEntry> records;
    private final StoredSnapshots snapshots;

    public StoredAccessLog(DocumentStore store, StoredSnapshots snapshots) {
        this.records = store.open(AccessLogEntry.TYPE);
        this.snapshots = snapshots;
    }

    @Override
    public boolean append(LogRecord record) {
        if (record.position() > 1
                && records.get(AccessLogEntry.id(record.workspace(), record.position() - 1))
                        .isEmpty()) {
            return false;
        }
        String id = AccessLogEntry.id(record.workspace(), record.position());
        AccessLogEntry entry = AccessLogEntry.of(record);
        try {
            return records.insert(id, entry, new ChangeId(record.eventId())).written();
        } catch (StorageUnavailable unanswered) {
            return settled(id, entry, unanswered);
        }
    }

    /** A record at the position, ours or another's, says what became of an insert without an answer. */
    private boolean settled(String id, AccessLogEntry entry, StorageUnavailable unanswered) {
        if (!unanswered.mayHaveHappened()) {
            throw unanswered;
        }
        return records.get(id).map(stored -> stored.value().equals(entry)).orElseThrow(() -> unanswered);
    }

    /**
     * Of records n and n+1, n stands before n+1 is written, but a range that is read meanwhile may have passed by the
     * place of n before it was there. Then the range is read again.
     */
    @Override
    public List<LogRecord> read(WorkspaceId workspace, long after, int limit) {
        for (int read = 1; read <= READS; read++) {
            List<AccessLogEntry> found = range(workspace, after, limit);
            if (found.isEmpty() || found.getLast().position() == after + found.size()) {
                return found.stream().map(AccessLogEntry::record).toList();
            }
        }
        throw new IllegalStateException("The access log of " + workspace + " misses a record after " + after);
    }

    private List<AccessLogEntry> range(WorkspaceId workspace, long after, int limit) {
        List<AccessLogEntry> found = new ArrayList<>();
        long end = limit > Long.MAX_VALUE - after - 1 ? Long.MAX_VALUE : after + 1 + limit;
        Query query = Query.by(AccessLogEntry.POSITION)
                .where("workspace", workspace.value())
                .between(after + 1, end)
                .limit(Math.min(limit, Query.MAX_LIMIT));
        Optional<String> next = Optional.empty();
        do {
            var page = records.find(next.map(query::after).orElse(query));
            page.items().forEach(stored -> found.add(stored.value()));
            next = page.next();
        } while (next.isPresent());
        return found;
    }

    @Override
    public long positionAt(WorkspaceId workspace, Instant instant) {
        // Times of records are whole milliseconds, and the bound is exclusive.
        return records
                .find(Query.by(AccessLogEntry.TIME)
                        .where("workspace", workspace.value())
                        .between(null, Instant.ofEpochMilli(instant.toEpochMilli() + 1))
                        .newestFirst()
                        .limit(1))
                .items()
                .stream()
                .findFirst()
                .map(stored -> stored.value().position())
                .orElse(0L);
    }

    @Override
    public Optional<Iterator<byte[]>> snapshot(WorkspaceId workspace, long atMost) {
        return snapshots.latest(workspace, atMost);
    }

    /** The record that an audit event announced, whatever workspace it is in. */
    public Optional<LogRecord> announcedBy(ChangeId change) {
        return records
                .find(Query.by(AccessLogEntry.EVENT)
                        .where("eventId", change.value())
                        .limit(1))
                .items()
                .stream()
                .findFirst()
                .map(Stored::value)
                .map(AccessLogEntry::record);
    }
}
