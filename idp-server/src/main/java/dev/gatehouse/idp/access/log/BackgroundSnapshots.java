package dev.gatehouse.idp.access.log;

import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.engine.AccessView;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides when a snapshot is due, and has it written beside everything else. The node that appends the record with which
 * one becomes due writes it, so that an idle installation writes none.
 */
final class BackgroundSnapshots implements AutoCloseable {

    /** A snapshot is not worth its writing for fewer records, which are replayed in a moment. */
    static final long RECORDS = 1_000;

    /** Nor for fewer changes, however few records they came in. */
    static final long CHANGES = 20_000;

    /** A large model is written the less often: its snapshot costs more, and a longer tail matters less beside it. */
    static final int OBJECTS_A_RECORD = 100;

    private static final Duration LAST_WAIT = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(BackgroundSnapshots.class);

    private final StoredSnapshots snapshots;
    private final Map<WorkspaceId, Long> lastKnown = new ConcurrentHashMap<>();
    private final Map<WorkspaceId, Long> changesSince = new ConcurrentHashMap<>();
    private final Set<WorkspaceId> beingWritten = ConcurrentHashMap.newKeySet();
    private final ExecutorService executor = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("access-snapshots").factory());

    BackgroundSnapshots(StoredSnapshots snapshots) {
        this.snapshots = snapshots;
    }

    /**
     * To be called with what this node has just made of a workspace.
     *
     * @param changes how many the last record holds
     */
    void consider(AccessView view, int changes) {
        WorkspaceId workspace = view.workspace();
        long since = changesSince.merge(workspace, (long) changes, Long::sum);
        if ((isLong(view, lastKnown.getOrDefault(workspace, 0L)) || isHeavy(view, since))
                && !executor.isShutdown()
                && beingWritten.add(workspace)) {
            executor.execute(() -> write(view, since));
        }
    }

    private static boolean isLong(AccessView view, long last) {
        long enough = Math.max(RECORDS, view.models().workspace().objectCount() / OBJECTS_A_RECORD);
        return view.revision().workspace() - last >= enough;
    }

    private static boolean isHeavy(AccessView view, long changes) {
        return changes >= Math.max(CHANGES, view.models().workspace().objectCount());
    }

    /** Another node may have written one since, or this one before it was restarted. */
    private void write(AccessView view, long changes) {
        WorkspaceId workspace = view.workspace();
        try {
            long last = snapshots.latestPosition(workspace);
            if ((isLong(view, last) || isHeavy(view, changes)) && snapshots.write(view.models())) {
                last = view.revision().workspace();
                log.info("Snapshot of the access model of {} at {}", workspace, last);
            }
            lastKnown.put(workspace, last);
            changesSince.merge(workspace, -changes, Long::sum);
        } catch (RuntimeException e) {
            log.warn("A snapshot of the access model of {} could not be written; its log has everything", workspace, e);
        } finally {
            beingWritten.remove(workspace);
        }
    }

    /** Lets a snapshot that is being written end, unless it is a long one. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(LAST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
