package dev.gatehouse.acl.engine;

import dev.gatehouse.acl.Budget;
import dev.gatehouse.acl.ImpliedObjects;
import dev.gatehouse.acl.Revision;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.Refusal;
import dev.gatehouse.acl.engine.Cursors.Cursor;
import dev.gatehouse.acl.history.History;
import dev.gatehouse.acl.model.Model;
import dev.gatehouse.acl.model.ModelPair;
import dev.gatehouse.acl.model.ModelWriter;
import dev.gatehouse.acl.preview.PreviewDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All workspaces of one log. Models are loaded on first use, follow the log when {@link #catchUp} is called, and are
 * given up by {@link #unload}. Reading takes no locks.
 */
public final class AccessEngine {

    private static final int LIST_BUDGET = 1_000_000;

    private final AccessLog log;
    private final ModelLoader loader;
    private final Cursors cursors;
    private final InstantSource clock;
    private final Map<WorkspaceId, WorkspaceModels> loaded = new ConcurrentHashMap<>();
    private final Map<WorkspaceId, AccessView> views = new ConcurrentHashMap<>();

    public AccessEngine(AccessLog log, ImpliedObjects implied, Cursors cursors, InstantSource clock) {
        this.log = log;
        this.loader = new ModelLoader(log, implied);
        this.cursors = cursors;
        this.clock = clock;
    }

    private WorkspaceModels models(WorkspaceId workspace) {
        WorkspaceModels present = loaded.get(workspace);
        if (present != null) {
            return present;
        }
        if (!workspace.isSystem()) {
            models(WorkspaceId.SYSTEM);
        }
        return loaded.computeIfAbsent(workspace, this::load);
    }

    private WorkspaceModels load(WorkspaceId workspace) {
        WorkspaceModels models = new WorkspaceModels(loader.start(workspace, Long.MAX_VALUE));
        advance(models);
        return models;
    }

    /** The workspace as far as this engine has read its log; what others append is seen after {@link #catchUp}. */
    public AccessView view(WorkspaceId workspace) {
        Model here = models(workspace).head();
        Model system = workspace.isSystem() ? here : models(WorkspaceId.SYSTEM).head();
        AccessView last = views.get(workspace);
        if (last != null && isOf(last, system, here)) {
            return last;
        }
        AccessView next = new AccessView(new ModelPair(system, here));
        views.put(workspace, next);
        return next;
    }

    private static boolean isOf(AccessView view, Model system, Model here) {
        return view.revision().workspace() == here.position() && view.revision().system() == system.position();
    }

    /** Reads what has been appended to the workspace's log and to that of {@code system}. */
    public void catchUp(WorkspaceId workspace) {
        if (!workspace.isSystem()) {
            catchUp(WorkspaceId.SYSTEM);
        }
        WorkspaceModels models = models(workspace);
        models.writing.lock();
        try {
            advance(models);
        } finally {
            models.writing.unlock();
        }
    }

    private void advance(WorkspaceModels models) {
        Model before = models.head();
        Model after = loader.forward(before, Long.MAX_VALUE, models.writer, this::systemAtLeast);
        if (after.position() > before.position()) {
            models.advance(after);
        }
    }

    /** A record names a position of {@code system} that its writer had seen, so the log has it. */
    private Model systemAtLeast(long position) {
        Model system = models(WorkspaceId.SYSTEM).head();
        if (system.position() < position) {
            catchUp(WorkspaceId.SYSTEM);
            system = models(WorkspaceId.SYSTEM).head();
        }
        return system;
    }

    /** Gives the memory of a workspace back; the next question loads it again. All others stand on {@code system}. */
    public void unload(WorkspaceId workspace) {
        if (workspace.isSystem()) {
            throw new IllegalArgumentException("The workspace system stays in memory");
        }
        views.remove(workspace);
        loaded.remove(workspace);
    }

    /** Makes the changes of a batch, all or none. */
    public Commit commit(WorkspaceId workspace, Batch batch) {
        WorkspaceModels models = models(workspace);
        models.writing.lock();
        try {
            return committing(workspace).commit(models, batch);
        } finally {
            models.writing.unlock();
        }
    }

    private Committing committing(WorkspaceId workspace) {
        return new Committing(log::append, clock, () -> catchUp(workspace), () -> systemOf(workspace));
    }

    /**
     * Makes the changes of a batch if they still do what a preview showed. What they do now is found without keeping others
     * from writing; when it is something else, or time is up, the batch is refused as {@link Refusal.PreviewOutdated}.
     *
     * @param budget for finding out, usually {@link dev.gatehouse.acl.preview.Preview#BUDGET}
     */
    public Commit commit(WorkspaceId workspace, Batch batch, PreviewDigest expected, Budget budget) {
        return new PreviewedCommit(() -> newest(workspace), this::now, view -> commitAt(view, batch))
                .commit(batch, expected, budget);
    }

    /** What batches one after another would do from here on; nothing of it is written, and nobody else sees it. */
    public Rehearsal rehearse(WorkspaceId workspace) {
        return new Rehearsal(view(workspace), clock);
    }

    private AccessView newest(WorkspaceId workspace) {
        catchUp(workspace);
        return view(workspace);
    }

    /** Null when the workspace's log has moved. */
    private @Nullable Commit commitAt(AccessView view, Batch batch) {
        WorkspaceModels models = models(view.workspace());
        Model head = view.models().workspace();
        models.writing.lock();
        try {
            return models.head().position() == head.position()
                    ? committing(view.workspace())
                            .attempt(models, head, view.models().system(), batch)
                    : null;
        } finally {
            models.writing.unlock();
        }
    }

    private Model systemOf(WorkspaceId workspace) {
        return models(workspace.isSystem() ? workspace : WorkspaceId.SYSTEM).head();
    }

    /** The workspace as it was at a revision; nothing when the logs do not reach that far. */
    public Optional<AccessView> at(WorkspaceId workspace, Revision revision) {
        AccessView now = view(workspace);
        if (now.revision().equals(revision)) {
            return Optional.of(now);
        }
        if (workspace.isSystem() && revision.workspace() != revision.system()) {
            return Optional.empty();
        }
        Model system = restore(WorkspaceId.SYSTEM, revision.system(), null);
        Model here = workspace.isSystem() ? system : restore(workspace, revision.workspace(), system);
        boolean reached = system.position() == revision.system() && here.position() == revision.workspace();
        return reached && system.position() >= here.systemPosition()
                ? Optional.of(new AccessView(new ModelPair(system, here)))
                : Optional.empty();
    }

    /** The workspace as it was at an instant: the last record of each log that is not later. */
    public AccessView at(WorkspaceId workspace, Instant instant) {
        // The other way round a record of the workspace that comes meanwhile could know more of system than was read.
        long here = log.positionAt(workspace, instant);
        long system = workspace.isSystem() ? here : log.positionAt(WorkspaceId.SYSTEM, instant);
        return at(workspace, new Revision(here, system))
                .orElseThrow(() -> new IllegalStateException("The logs do not hold what they said they hold"));
    }

    private Model restore(WorkspaceId workspace, long position, @Nullable Model system) {
        Model start = nearest(workspace, position);
        return loader.forward(start, position, new ModelWriter(), _ -> system == null ? start : system);
    }

    /** A model not beyond a position: one in memory, else one that is loaded. */
    private Model nearest(WorkspaceId workspace, long position) {
        Model recent = models(workspace).recentUpTo(position);
        return recent == null ? loader.start(workspace, position) : recent;
    }

    /**
     * When a question was answered differently, and what made it so, back from a view of this engine. Words that can mean
     * nothing were always denied.
     *
     * @param time until when; a time before the last record of the view is taken as that
     * @param most turns, 1 to {@link History#MOST}; the newest
     * @param budget about two seconds; it is not looked at while a snapshot is read
     */
    public History history(AccessView view, RawQuestion question, Instant time, int most, Budget budget) {
        return history(view, question, time, most, budget, LookingBack.NEWEST);
    }

    History history(AccessView view, RawQuestion question, Instant time, int most, Budget budget, int newest) {
        if (most < 1 || most > History.MOST) {
            throw new IllegalArgumentException("A history has 1 to " + History.MOST + " turns");
        }
        Instant until = time.isBefore(view.time()) ? view.time() : time;
        return switch (question.meaning()) {
            case Meaning.Known<Question>(Question known) ->
                new LookingBack(log, loader, this::nearest, view, budget).turns(known, until, most, newest);
            case Meaning.Unknown<Question> unknown -> History.NONE;
        };
    }

    /**
     * The first page of a list, now, or the page that a cursor leads to, at the cursor's revision and time.
     *
     * @param cursor empty for the first page
     */
    public <T> ListAnswer<T> list(WorkspaceId workspace, ListQuery<T> query, Optional<String> cursor, int most) {
        if (cursor.isEmpty()) {
            AccessView now = view(workspace);
            return new ListAnswer.Listed<>(page(now, query, now(), 0, most), now);
        }
        Optional<Cursor> read = cursors.read(cursor.get(), workspace, query);
        if (read.isEmpty()) {
            return new ListAnswer.CursorRefused<>();
        }
        Cursor from = read.get();
        return at(workspace, from.revision())
                .<ListAnswer<T>>map(
                        view -> new ListAnswer.Listed<>(page(view, query, from.time(), from.next(), most), view))
                .orElseGet(ListAnswer.RevisionUnknown::new);
    }

    /** The same, from a caller's words. If they do not mean anything the list is empty, and no cursor leads into it. */
    public <T> ListAnswer<T> search(WorkspaceId workspace, RawSearch<T> search, Optional<String> cursor, int most) {
        return switch (search.meaning()) {
            case Meaning.Known<ListQuery<T>> known -> list(workspace, known.value(), cursor, most);
            case Meaning.Unknown<ListQuery<T>> unknown when cursor.isPresent() -> new ListAnswer.CursorRefused<>();
            case Meaning.Unknown<ListQuery<T>> unknown -> {
                AccessView now = view(workspace);
                yield new ListAnswer.Listed<>(new Page<>(List.of(), now.revision(), now(), null, false), now);
            }
        };
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.instant().toEpochMilli());
    }

    /** A page of a list in a view, whose cursor {@link #list} takes. */
    public <T> Page<T> page(AccessView view, ListQuery<T> query, Instant time, long from, int most) {
        AccessView.Part<T> part = view.list(query, time, from, most, LIST_BUDGET);
        String next = part.next() < 0
                ? null
                : cursors.write(new Cursor(view.revision(), time, part.next()), view.workspace(), query);
        return new Page<>(part.items(), view.revision(), time, next, part.others());
    }
}
