package dev.gatehouse.acl.change;

import dev.gatehouse.acl.Limits;
import dev.gatehouse.acl.WorkspaceId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Changes that took effect together, as a workspace's log keeps them. Positions are dense and begin at 1; the insert of
 * a record under (workspace, position) is the commit.
 *
 * @param systemPosition the position of {@code system}'s log at which the changes were found valid, and at which the
 *     roles of {@code system} that they name are to be looked up; in {@code system} itself the position before
 * @param time in whole milliseconds, later than the record before and not earlier than the record of {@code system} at
 *     {@code systemPosition}
 * @param actor who changed it, as the audit trail names them
 * @param eventId the audit event that tells of it
 */
public record LogRecord(
        WorkspaceId workspace,
        long position,
        long systemPosition,
        Instant time,
        String actor,
        String eventId,
        List<Change> changes) {

    public LogRecord {
        changes = List.copyOf(changes);
        if (position < 1) {
            throw new IllegalArgumentException("The first record of a log has position 1");
        }
        if (workspace.isSystem() ? systemPosition != position - 1 : systemPosition < 0) {
            throw new IllegalArgumentException("The position of system does not fit position " + position);
        }
        if (changes.isEmpty() || changes.size() > Limits.CHANGES_PER_RECORD) {
            throw new IllegalArgumentException("A record holds 1 to " + Limits.CHANGES_PER_RECORD + " changes");
        }
        if (!time.truncatedTo(ChronoUnit.MILLIS).equals(time)) {
            throw new IllegalArgumentException("The time of a record is a whole millisecond");
        }
    }
}
