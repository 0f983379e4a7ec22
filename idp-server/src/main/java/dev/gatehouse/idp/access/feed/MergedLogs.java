package dev.gatehouse.idp.access.feed;

import dev.gatehouse.acl.Revision;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.LogRecord;
import dev.gatehouse.acl.engine.AccessLog;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The log of a workspace and that of {@code system} between two revisions, in one order: a record of the workspace stands
 * behind the records of {@code system} that it was validated against, and before all others.
 *
 * <p>What comes next follows from the revision reached and nothing else, so whoever goes on from the revision of an item
 * gets what comes behind it. A record of {@code system} may be given out before a record of the workspace that is appended
 * later and was validated before it; neither knows of the other, and the revision behind both is the same.
 */
final class MergedLogs {

    /** A record can be long, so they are not counted alone. */
    static final int CHANGES_A_PART = 10_000;

    /** Each may be as long as a body of changes, and all are in memory, for every reader. */
    private static final int READ_AT_ONCE = 10;

    private final WorkspaceId workspace;
    private final Stretch own;
    private final Stretch system;
    private Revision reached;

    /**
     * Takes two revisions of the workspace.
     *
     * @param upTo at least {@code after}
     */
    MergedLogs(AccessLog log, WorkspaceId workspace, Revision after, Revision upTo) {
        this.workspace = workspace;
        this.own = new Stretch(log, workspace, after.workspace(), upTo.workspace());
        this.system = workspace.isSystem()
                ? new Stretch(log, workspace, upTo.system(), upTo.system())
                : new Stretch(log, WorkspaceId.SYSTEM, after.system(), upTo.system());
        this.reached = after;
    }

    /** Part of one log, of which as much is in memory as was read at once. */
    private static final class Stretch {
        private final AccessLog log;
        private final WorkspaceId workspace;
        private final long end;
        private final Deque<LogRecord> read = new ArrayDeque<>();
        private long position;

        private Stretch(AccessLog log, WorkspaceId workspace, long after, long end) {
            this.log = log;
            this.workspace = workspace;
            this.position = after;
            this.end = end;
        }

        /** Null at the end. */
        private @Nullable LogRecord peek() {
            if (read.isEmpty() && position < end) {
                List<LogRecord> records = log.read(workspace, position, (int) Math.min(READ_AT_ONCE, end - position));
                if (records.isEmpty()) {
                    throw new IllegalStateException("The log of " + workspace + " ends before " + end);
                }
                read.addAll(records);
            }
            return read.peek();
        }

        private LogRecord take() {
            LogRecord record = read.remove();
            position = record.position();
            return record;
        }
    }

    /** The next items: at most so many, fewer when they hold many changes, none at the end only. */
    List<FeedItem> next(int most) {
        List<FeedItem> items = new ArrayList<>();
        int changes = 0;
        while (items.size() < most && changes < CHANGES_A_PART && hasNext()) {
            FeedItem item = next();
            items.add(item);
            changes += item.record().changes().size();
        }
        return items;
    }

    boolean hasNext() {
        return own.peek() != null || system.peek() != null;
    }

    private FeedItem next() {
        LogRecord mine = own.peek();
        if (mine != null && mine.systemPosition() <= reached.system()) {
            own.take();
            reached = new Revision(mine.position(), workspace.isSystem() ? mine.position() : reached.system());
            return new FeedItem(reached, mine);
        }
        if (system.peek() == null) {
            throw new IllegalStateException("A record of " + workspace + " names one of system that is not there");
        }
        LogRecord its = system.take();
        reached = new Revision(reached.workspace(), its.position());
        return new FeedItem(reached, its);
    }
}
