package dev.gatehouse.acl.history;

import dev.gatehouse.acl.Decision;
import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.LogRecord;
import java.time.Instant;
import java.util.List;

/**
 * An instant at which a denial became a permission, or a permission a denial.
 *
 * @param decision what holds from then on, at the revision of that instant
 * @param time the first instant of it
 */
public record Turn(Decision decision, Instant time, Cause cause) {

    /** What made it so. */
    public sealed interface Cause {

        /** The workspace whose log or entries it came from: that of the question, or {@code system}. */
        WorkspaceId log();
    }

    /** A record of one of both logs. */
    public record Recorded(LogRecord record) implements Cause {
        @Override
        public WorkspaceId log() {
            return record.workspace();
        }
    }

    /**
     * Time alone.
     *
     * @param entries those that counted until then, as the workspace of the question names them
     */
    public record Expired(WorkspaceId log, List<Entry> entries) implements Cause {
        public Expired {
            entries = List.copyOf(entries);
        }
    }
}
