package dev.gatehouse.idp.access.log;

import dev.gatehouse.acl.Budget;
import dev.gatehouse.acl.Revision;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.engine.AccessEngine;
import dev.gatehouse.acl.engine.AccessView;
import dev.gatehouse.acl.engine.Batch;
import dev.gatehouse.acl.engine.Commit;
import dev.gatehouse.acl.engine.ListAnswer;
import dev.gatehouse.acl.engine.ListQuery;
import dev.gatehouse.acl.engine.Rehearsal;
import dev.gatehouse.acl.preview.Preview;
import dev.gatehouse.acl.preview.PreviewDigest;
import dev.gatehouse.idp.storage.StorageUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine as one node runs it. A workspace is loaded when it is first asked about, follows its log while it is in use,
 * and leaves memory when nobody has asked for a while. What this node answers is never older than {@link #OLDEST_VIEW}:
 * workspaces in use are read on every {@link #FOLLOW_INTERVAL}, and one that nobody has asked about lately is read on
 * before it answers. So an idle node reads nothing. A workspace that somebody listens to is in use for as long.
 */
public final class FollowedEngine implements AutoCloseable {

    public static final Duration FOLLOW_INTERVAL = Duration.ofMillis(100);
    public static final Duration OLDEST_VIEW = Duration.ofMillis(200);

    /** How long a request waits for the logs to be read. */
    public static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    /** A workspace is in use for that long after a question. */
    static final Duration IN_USE = Duration.ofSeconds(5);

    static final Duration UNLOADED_AFTER = Duration.ofMinutes(10);

    private static final Logger log = LoggerFactory.getLogger(FollowedEngine.class);

    private final AccessEngine engine;
    private final BackgroundSnapshots snapshots;
    private final Restoring restoring = Restoring.ofThisMachine(LONGEST_WAIT);
    private final LongSupplier nanoTime;
    private final Map<WorkspaceId, Followed> followed = new ConcurrentHashMap<>();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("access-follower").factory());

    public FollowedEngine(AccessEngine engine, StoredSnapshots snapshots) {
        this(engine, snapshots, System::nanoTime);
    }

    FollowedEngine(AccessEngine engine, StoredSnapshots snapshots, LongSupplier nanoTime) {
        this.engine = engine;
        this.snapshots = new BackgroundSnapshots(snapshots);
        this.nanoTime = nanoTime;
    }

    /** One workspace in memory: when it was asked about, and how fresh it is. */
    private final class Followed {
        private final WorkspaceId workspace;
        private final Passes passes;
        private final Set<Runnable> listeners = ConcurrentHashMap.newKeySet();
        private volatile @Nullable Revision told;
        private volatile long usedAt = nanoTime.getAsLong();
        private volatile long readAt;
        private volatile boolean read;

        private Followed(WorkspaceId workspace) {
            this.workspace = workspace;
            passes = new Passes(() -> {
                long startedAt = nanoTime.getAsLong();
                engine.catchUp(workspace);
                readAt = startedAt;
                read = true;
                tell();
            });
        }

        /** Once too often does no harm, once too little would; so whoever wants to be told looks after they listen. */
        private void tell() {
            if (!listeners.isEmpty()) {
                Revision now = engine.view(workspace).revision();
                if (!now.equals(told)) {
                    told = now;
                    listeners.forEach(Runnable::run);
                }
            }
        }

        private boolean isListenedTo() {
            return !listeners.isEmpty();
        }

        private boolean isFresh(long now) {
            return read && now - readAt <= OLDEST_VIEW.toNanos();
        }

        private boolean wasUsedWithin(Duration time, long now) {
            return now - usedAt <= time.toNanos();
        }
    }

    /** Loads {@code system}, on which every answer stands, however long that takes; then follows. */
    public void start() {
        engine.catchUp(WorkspaceId.SYSTEM);
        long interval = FOLLOW_INTERVAL.toMillis();
        var _ = executor.scheduleWithFixedDelay(this::follow, interval, interval, TimeUnit.MILLISECONDS);
    }

    /** One round: reads on what is in use, and lets go of what has not been used for long. */
    void follow() {
        long now = nanoTime.getAsLong();
        followed.forEach((workspace, state) -> {
            if (state.isListenedTo() || state.wasUsedWithin(IN_USE, now)) {
                var _ = state.passes.begunFromNow().exceptionally(failed -> {
                    log.warn("Cannot read the access log of {}: {}", workspace, failed.toString());
                    return null;
                });
            } else if (!state.wasUsedWithin(UNLOADED_AFTER, now)) {
                forget(workspace);
            }
        });
    }

    private void forget(WorkspaceId workspace) {
        if (!workspace.isSystem()
                && followed.computeIfPresent(workspace, (_, state) -> state.isListenedTo() ? state : null) == null) {
            engine.unload(workspace);
        }
    }

    /** No longer being told. */
    @FunctionalInterface
    public interface Listening extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Has somebody told when this node reads or makes a change of the workspace or of {@code system}, from now on, within
     * {@link #OLDEST_VIEW} as long as the store answers. They may be told of nothing new.
     *
     * @param onChange MUST return at once
     */
    public Listening listen(WorkspaceId workspace, Runnable onChange) {
        followed.compute(workspace, (_, known) -> {
            Followed state = known == null ? new Followed(workspace) : known;
            state.listeners.add(onChange);
            return state;
        });
        return () -> followed.computeIfPresent(workspace, (_, state) -> {
            state.listeners.remove(onChange);
            return state;
        });
    }

    /** The workspace as it is now. */
    public FreshView view(WorkspaceId workspace) {
        Followed state = used(workspace);
        if (!state.isFresh(nanoTime.getAsLong()) && !reads(state)) {
            return new FreshView.NotReached();
        }
        AccessView view = engine.view(workspace);
        if (view.revision().workspace() == 0) {
            forget(workspace); // Any name can be asked about; only what has a log is worth its place.
        }
        return new FreshView.Reached(view);
    }

    /** The workspace as it is now, and not before a revision. */
    public FreshView viewAtLeast(WorkspaceId workspace, Revision revision) {
        FreshView known = view(workspace);
        if (!(known instanceof FreshView.Reached(AccessView view))
                || view.revision().isAtLeast(revision)) {
            return known;
        }
        if (!reads(used(workspace))) {
            return new FreshView.NotReached();
        }
        AccessView newest = engine.view(workspace);
        return newest.revision().isAtLeast(revision)
                ? new FreshView.Reached(newest)
                : new FreshView.RevisionUnknown(newest.revision());
    }

    /** The workspace as it was at a revision. */
    public FreshView viewAt(WorkspaceId workspace, Revision revision) {
        return switch (viewAtLeast(workspace, revision)) {
            case FreshView.Reached(AccessView newest) ->
                restoring
                        .restored(() -> engine.at(workspace, revision)
                                .<FreshView>map(FreshView.Reached::new)
                                .orElseGet(() -> new FreshView.RevisionUnknown(newest.revision())))
                        .orElseGet(FreshView.NotReached::new);
            case FreshView.RevisionUnknown unknown -> unknown;
            case FreshView.NotReached notReached -> notReached;
        };
    }

    /** The workspace as it was at an instant, which MUST NOT be in the future. */
    public FreshView viewAt(WorkspaceId workspace, Instant instant) {
        return switch (view(workspace)) {
            case FreshView.Reached _ ->
                restoring
                        .<FreshView>restored(() -> new FreshView.Reached(engine.at(workspace, instant)))
                        .orElseGet(FreshView.NotReached::new);
            case FreshView.RevisionUnknown unknown -> unknown;
            case FreshView.NotReached notReached -> notReached;
        };
    }

    /** The page that a cursor leads to, at the cursor's revision; nothing when that could not be restored in time. */
    public <T> Optional<ListAnswer<T>> list(WorkspaceId workspace, ListQuery<T> query, String cursor, int most) {
        return restoring.restored(() -> engine.list(workspace, query, Optional.of(cursor), most));
    }

    /** Makes the changes of a batch, all or none. */
    public Commit commit(WorkspaceId workspace, Batch batch) {
        Followed state = used(workspace);
        return told(state, workspace, engine.commit(workspace, batch));
    }

    /** Makes them if they still do what a preview showed. */
    public Commit commit(WorkspaceId workspace, Batch batch, PreviewDigest expected) {
        Followed state = used(workspace);
        Budget budget = new Budget(Preview.BUDGET, nanoTime);
        return told(state, workspace, engine.commit(workspace, batch, expected, budget));
    }

    private Commit told(Followed state, WorkspaceId workspace, Commit commit) {
        if (commit instanceof Commit.Committed committed) {
            state.tell();
            snapshots.consider(
                    engine.view(workspace), committed.record().changes().size());
        }
        return commit;
    }

    /** What batches one after another would do, from the workspace as this node has just read it. */
    public Rehearsal rehearse(WorkspaceId workspace) {
        used(workspace);
        return engine.rehearse(workspace);
    }

    /** For questions that go on where a cursor says; the engine answers them from the views that this class keeps. */
    public AccessEngine engine() {
        return engine;
    }

    private Followed used(WorkspaceId workspace) {
        Followed state = followed.computeIfAbsent(workspace, Followed::new);
        state.usedAt = nanoTime.getAsLong();
        return state;
    }

    /** Waits for a reading of the logs that begins from now on; false when it takes too long. */
    private static boolean reads(Followed state) {
        CompletableFuture<Void> pass = state.passes.begunFromNow();
        try {
            pass.get(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException late) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StorageUnavailable) {
                return false;
            }
            throw new IllegalStateException("The access log cannot be read", e.getCause());
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
        snapshots.close();
    }
}
