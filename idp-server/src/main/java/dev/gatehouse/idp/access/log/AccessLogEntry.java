package dev.gatehouse.idp.access.log;

import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.LogRecord;
import dev.gatehouse.idp.storage.DocumentType;
import java.time.Instant;

/**
 * A record of a workspace's log as it is stored. Never changed and never removed: every answer of the past depends on it.
 *
 * @param format how {@code changes} is written; see {@link ChangeText}
 */
record AccessLogEntry(
        String workspace,
        long position,
        long systemPosition,
        Instant time,
        String actor,
        String eventId,
        int format,
        String changes) {

    static final String POSITION = "place";
    static final String TIME = "time";
    static final String EVENT = "event";

    static final DocumentType<AccessLogEntry> TYPE = DocumentType.named("access_log", AccessLogEntry.class)
            .unique(POSITION, "workspace", "position")
            .index(TIME, "workspace", "time")
            .index(EVENT, "eventId")
            .appendOnly()
            .build();

    static AccessLogEntry of(LogRecord record) {
        return new AccessLogEntry(
                record.workspace().value(),
                record.position(),
                record.systemPosition(),
                record.time(),
                record.actor(),
                record.eventId(),
                ChangeText.FORMAT,
                ChangeText.write(record.changes()));
    }

    LogRecord record() {
        if (format != ChangeText.FORMAT) {
            throw new IllegalStateException("Record " + position + " of the access log of " + workspace
                    + " has the format " + format + ", which a newer version of the server wrote");
        }
        return new LogRecord(
                new WorkspaceId(workspace), position, systemPosition, time, actor, eventId, ChangeText.read(changes));
    }

    /** The id that a record has wherever it comes from, so that a second one of that position is refused by its id too. */
    static String id(WorkspaceId workspace, long position) {
        return "%019d/%s".formatted(position, workspace.value());
    }
}
