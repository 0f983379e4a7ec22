package dev.gatehouse.acl.engine;

import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.LogRecord;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Where the logs and snapshots of workspaces are kept. Implementations MUST be safe for use by several threads, and MUST
 * show readers nothing but a prefix of a log: whoever sees a record sees all before it.
 */
public interface AccessLog {

    /**
     * Appends a record if and only if its position is free and the one before it is taken. The insert is the commit:
     * when this returns true the record is durable, and when it returns false the record MUST never appear. What is
     * neither, MUST be an exception.
     */
    boolean append(LogRecord record);

    /** The records after a position in their order, at most so many; fewer only when there are no more. */
    List<LogRecord> read(WorkspaceId workspace, long after, int limit);

    /** The position of the last record with a time not later than an instant; 0 when there is none. */
    long positionAt(WorkspaceId workspace, Instant instant);

    /** The chunks of the latest snapshot not beyond a position, in order. A snapshot may be missing or broken. */
    Optional<Iterator<byte[]>> snapshot(WorkspaceId workspace, long atMost);
}
