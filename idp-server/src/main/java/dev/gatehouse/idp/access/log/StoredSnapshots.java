package dev.gatehouse.idp.access.log;

import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.model.ModelPair;
import dev.gatehouse.acl.model.SnapshotWriter;
import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.Documents;
import dev.gatehouse.idp.storage.Query;
import dev.gatehouse.idp.storage.Stored;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Snapshots in the document store, in chunks that fit into a document. They say nothing that the log does not say, so
 * losing one, or a chunk of one, costs time and nothing else.
 */
public final class StoredSnapshots {

    /** The newest, and the one before it, which may be the start of a question about the past. */
    private static final int KEPT = 2;

    /** After that long nobody is writing it any more. */
    private static final Duration ABANDONED = Duration.ofHours(1);

    private static final int MOST_LISTED = 100;

    private final Documents<AccessSnapshot> snapshots;
    private final Documents<AccessSnapshot.Chunk> chunks;
    private final Clock clock;

    public StoredSnapshots(DocumentStore store, Clock clock) {
        this.snapshots = store.open(AccessSnapshot.TYPE);
        this.chunks = store.open(AccessSnapshot.Chunk.TYPE);
        this.clock = clock;
    }

    /** The chunks of the latest complete snapshot that is not beyond a position. */
    Optional<Iterator<byte[]>> latest(WorkspaceId workspace, long atMost) {
        return newestFirst(workspace, atMost).stream()
                .filter(stored -> stored.value().complete())
                .findFirst()
                .map(stored -> new Chunks(stored.id(), stored.value().chunks()));
    }

    /** The position of the latest complete snapshot; 0 when there is none. */
    long latestPosition(WorkspaceId workspace) {
        return newestFirst(workspace, Long.MAX_VALUE - 1).stream()
                .map(Stored::value)
                .filter(AccessSnapshot::complete)
                .mapToLong(AccessSnapshot::position)
                .findFirst()
                .orElse(0);
    }

    private List<Stored<AccessSnapshot>> newestFirst(WorkspaceId workspace, long atMost) {
        return snapshots
                .find(Query.by(AccessSnapshot.POSITION)
                        .where("workspace", workspace.value())
                        .between(null, atMost == Long.MAX_VALUE ? atMost : atMost + 1)
                        .newestFirst()
                        .limit(MOST_LISTED))
                .items();
    }

    /** Writes the workspace of a pair down, unless another node does; then removes what is of no use any more. */
    boolean write(ModelPair models) {
        WorkspaceId workspace = models.workspace().workspace();
        long position = models.workspace().position();
        String id = AccessSnapshot.id(workspace, position);
        Instant startedAt = clock.instant();
        var begun = new AccessSnapshot(workspace.value(), position, false, 0, 0, startedAt);
        if (!snapshots.insert(id, begun, ChangeId.unannounced()).written()) {
            return false;
        }
        var sink = new Sink(id);
        SnapshotWriter.write(models, sink::add);
        var complete = new AccessSnapshot(workspace.value(), position, true, sink.count, sink.bytes, startedAt);
        boolean written =
                snapshots.replaceIf(id, 1, complete, ChangeId.unannounced()).written();
        removeOld(workspace);
        return written;
    }

    private void removeOld(WorkspaceId workspace) {
        Instant abandonedBefore = clock.instant().minus(ABANDONED);
        int complete = 0;
        for (Stored<AccessSnapshot> stored : newestFirst(workspace, Long.MAX_VALUE)) {
            AccessSnapshot snapshot = stored.value();
            complete += snapshot.complete() ? 1 : 0;
            if (snapshot.complete() ? complete > KEPT : snapshot.startedAt().isBefore(abandonedBefore)) {
                remove(stored.id());
            }
        }
    }

    /** The snapshot first, so that nobody finds one whose chunks are going; then its chunks, however many were written. */
    private void remove(String id) {
        snapshots.delete(id);
        int index = 0;
        while (chunks.delete(AccessSnapshot.Chunk.id(id, index))) {
            index++;
        }
    }

    /** Stores chunks as they are written. */
    private final class Sink {
        private final String snapshot;
        private int count;
        private long bytes;

        private Sink(String snapshot) {
            this.snapshot = snapshot;
        }

        private void add(byte[] chunk) {
            String id = AccessSnapshot.Chunk.id(snapshot, count);
            var stored = new AccessSnapshot.Chunk(chunk);
            if (!chunks.insert(id, stored, ChangeId.unannounced()).written()) {
                // Left over from a snapshot of this position that was removed halfway.
                chunks.delete(id);
                chunks.insert(id, stored, ChangeId.unannounced());
            }
            count++;
            bytes += chunk.length;
        }
    }

    /** Reads chunks as they are asked for. A missing one is an empty one, which the reader of snapshots finds broken. */
    private final class Chunks implements Iterator<byte[]> {
        private final String snapshot;
        private final int count;
        private int next;

        private Chunks(String snapshot, int count) {
            this.snapshot = snapshot;
            this.count = count;
        }

        @Override
        public boolean hasNext() {
            return next < count;
        }

        @Override
        public byte[] next() {
            if (!hasNext()) {
                throw new NoSuchElementException("The snapshot has " + count + " chunks");
            }
            return chunks.get(AccessSnapshot.Chunk.id(snapshot, next++))
                    .map(stored -> stored.value().bytes())
                    .orElse(new byte[0]);
        }
    }
}
