package dev.gatehouse.idp.access.log;

import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.idp.storage.DocumentType;
import java.time.Instant;

/**
 * That there is, or will be, a snapshot of a workspace at a position. Its insert decides which node writes it; it counts
 * when it is complete.
 *
 * @param chunks how many chunks it has, once complete
 * @param bytes how long they are together, once complete
 * @param startedAt when its writing began; one that is not complete long after belongs to a node that died
 */
record AccessSnapshot(String workspace, long position, boolean complete, int chunks, long bytes, Instant startedAt) {

    static final String POSITION = "place";

    static final DocumentType<AccessSnapshot> TYPE = DocumentType.named("access_snapshots", AccessSnapshot.class)
            .unique(POSITION, "workspace", "position")
            .build();

    /**
     * A part of a snapshot, with its own checksum inside. The largest is little longer than
     * {@link dev.gatehouse.acl.model.SnapshotWriter#CHUNK}.
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and never changed after it was read
    record Chunk(byte[] bytes) {

        static final DocumentType<Chunk> TYPE =
                DocumentType.named("access_snapshot_chunks", Chunk.class).build();

        static String id(String snapshot, int index) {
            return "%06d/%s".formatted(index, snapshot);
        }
    }

    static String id(WorkspaceId workspace, long position) {
        return AccessLogEntry.id(workspace, position);
    }
}
