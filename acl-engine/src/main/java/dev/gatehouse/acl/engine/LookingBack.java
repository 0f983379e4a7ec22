package dev.gatehouse.acl.engine;

import dev.gatehouse.acl.Budget;
import dev.gatehouse.acl.Revision;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.LogRecord;
import dev.gatehouse.acl.history.History;
import dev.gatehouse.acl.history.History.Moment;
import dev.gatehouse.acl.history.Turn;
import dev.gatehouse.acl.model.Model;
import dev.gatehouse.acl.model.ModelPair;
import dev.gatehouse.acl.model.ModelWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the turns of a question in stretches of the logs, the newest first and each longer than the one after it, so that
 * what has changed lately is found at once however long the logs are. A stretch is replayed from the nearest model that is at
 * hand, in memory or in a snapshot.
 */
final class LookingBack {

    /** Records of a log in the newest stretch: of so many, memory has the models. */
    static final int NEWEST = 32;

    private static final int GROWTH = 8;
    private static final int LONGEST = 16_384;
    private static final int PAGE = 64;
    private static final Revision BEGINNING = new Revision(0, 0);

    /** Supplies a model of a workspace that is not beyond a position. */
    interface NearestModels {
        Model upTo(WorkspaceId workspace, long position);
    }

    private final AccessLog log;
    private final ModelLoader loader;
    private final NearestModels nearest;
    private final Revision asked;
    private final WorkspaceId workspace;
    private final Budget budget;

    /** The model that was looked for last, to begin with. */
    private @Nullable Model found;

    /** Looks back from a view. */
    LookingBack(AccessLog log, ModelLoader loader, NearestModels nearest, AccessView view, Budget budget) {
        this.log = log;
        this.loader = loader;
        this.nearest = nearest;
        this.asked = view.revision();
        this.workspace = view.workspace();
        this.budget = budget;
    }

    /**
     * At most so many turns until an instant, which is not before the last record of the view.
     *
     * @param newest how many records of a log the newest stretch has, at least 1
     */
    History turns(Question question, Instant until, int most, int newest) {
        List<Turn> turns = new ArrayList<>();
        Moment end = new Moment(asked, until);
        for (int size = newest; ; size = Math.min(LONGEST, size * GROWTH)) {
            Moment start = before(end, size);
            ModelPair models = budget.isSpent() ? null : restore(start.revision());
            if (models == null) {
                return new History(turns, end);
            }
            Replay replay = new Replay(question, models, start.time(), most - turns.size());
            if (!replay.run(
                    between(
                            WorkspaceId.SYSTEM,
                            start.revision().system(),
                            end.revision().system()),
                    workspace.isSystem()
                            ? between(workspace, 0, 0)
                            : between(
                                    workspace,
                                    start.revision().workspace(),
                                    end.revision().workspace()),
                    end.time(),
                    budget)) {
                return new History(turns, end);
            }
            turns.addAll(replay.turns());
            if (replay.isCut()) {
                return new History(turns, momentAt(turns.getLast().time().minusMillis(1), asked));
            }
            if (start.revision().equals(BEGINNING)) {
                return new History(turns, null);
            }
            if (turns.size() == most) {
                return new History(turns, start);
            }
            end = start;
        }
    }

    private RecordsBetween between(WorkspaceId of, long after, long last) {
        return new RecordsBetween(log, of, after, last);
    }

    /**
     * Where a stretch begins: so many records of one log before its end, of both if they are that long, or earlier where the
     * nearest model of that log is. From there on its records have to be applied anyway. Of the other log a stretch has no
     * more than the longest.
     */
    private Moment before(Moment end, int size) {
        Instant system = timeOf(WorkspaceId.SYSTEM, end.revision().system() - size);
        Instant here = timeOf(workspace, end.revision().workspace() - size);
        if (system.equals(Instant.EPOCH) && here.equals(Instant.EPOCH)) {
            return new Moment(BEGINNING, Instant.EPOCH);
        }
        boolean isHere = here.isAfter(system);
        long position = (isHere ? end.revision().workspace() : end.revision().system()) - size;
        found = nearest.upTo(isHere ? workspace : WorkspaceId.SYSTEM, position);
        Instant known = Instant.ofEpochMilli(found.time());
        Instant other = isHere
                ? timeOf(WorkspaceId.SYSTEM, end.revision().system() - LONGEST)
                : timeOf(workspace, end.revision().workspace() - LONGEST);
        return momentAt(known.isAfter(other) ? known : other, end.revision());
    }

    private Instant timeOf(WorkspaceId of, long position) {
        return position < 1
                ? Instant.EPOCH
                : log.read(of, position - 1, 1).stream()
                        .findFirst()
                        .map(LogRecord::time)
                        .orElseThrow(() -> new IllegalStateException("The log of " + of + " misses " + position));
    }

    private Moment momentAt(Instant instant, Revision atMost) {
        long system = Math.min(atMost.system(), log.positionAt(WorkspaceId.SYSTEM, instant));
        long here = workspace.isSystem() ? system : Math.min(atMost.workspace(), log.positionAt(workspace, instant));
        return new Moment(new Revision(here, system), instant);
    }

    /** Null when time is up. */
    private @Nullable ModelPair restore(Revision revision) {
        Model system = restore(WorkspaceId.SYSTEM, revision.system(), null);
        Model here = system == null || workspace.isSystem() ? system : restore(workspace, revision.workspace(), system);
        return system == null || here == null ? null : new ModelPair(system, here);
    }

    private @Nullable Model restore(WorkspaceId of, long position, @Nullable Model system) {
        Model at = found;
        Model model =
                at != null && at.workspace().equals(of) && at.position() <= position ? at : nearest.upTo(of, position);
        ModelWriter writer = new ModelWriter();
        while (model.position() < position) {
            if (budget.isSpent()) {
                return null;
            }
            Model from = model;
            long next = Math.min(position, from.position() + PAGE);
            model = loader.forward(from, next, writer, _ -> system == null ? from : system);
            if (model.position() < next) {
                throw new IllegalStateException("The log of %s ends before %d".formatted(of, next));
            }
        }
        return model;
    }
}
