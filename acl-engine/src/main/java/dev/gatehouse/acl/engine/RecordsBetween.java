package dev.gatehouse.acl.engine;

import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.LogRecord;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The records of a log after one position and up to another, in their order; a page of them in memory at a time. */
final class RecordsBetween {

    private static final int PAGE = 64;

    private final AccessLog log;
    private final WorkspaceId workspace;
    private final long last;
    private final Deque<LogRecord> page = new ArrayDeque<>();
    private long read;

    RecordsBetween(AccessLog log, WorkspaceId workspace, long after, long last) {
        this.log = log;
        this.workspace = workspace;
        this.read = after;
        this.last = last;
    }

    /** The next record, which stays the next; null when there are no more. */
    @Nullable LogRecord peek() {
        if (page.isEmpty() && read < last) {
            page.addAll(log.read(workspace, read, (int) Math.min(PAGE, last - read)));
            if (page.isEmpty()) {
                throw new IllegalStateException("The log of %s ends at %d, before %d".formatted(workspace, read, last));
            }
            read = page.getLast().position();
        }
        return page.peek();
    }

    LogRecord take() {
        peek();
        return page.remove();
    }
}
