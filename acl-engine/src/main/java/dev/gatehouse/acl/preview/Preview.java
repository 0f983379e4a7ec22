package dev.gatehouse.acl.preview;

import dev.gatehouse.acl.Budget;
import dev.gatehouse.acl.Limits;
import dev.gatehouse.acl.Revision;
import dev.gatehouse.acl.Shift;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.change.Validation;
import dev.gatehouse.acl.model.Comparison;
import dev.gatehouse.acl.model.ModelPair;
import dev.gatehouse.acl.model.Trial;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a batch of changes would do to one workspace at one revision and time. Subjects whom no log names count as one, and
 * so do the objects of an implied type that have no record. It never changes and may be shared between threads.
 */
public final class Preview {

    /** What a preview may take when nobody says otherwise. */
    public static final Duration BUDGET = Duration.ofSeconds(5);

    private final WorkspaceId workspace;
    private final Revision revision;
    private final Instant time;
    private final List<Change> changes;
    private final Comparison comparison;
    private final byte @Nullable [] result;
    private final boolean reachesOthers;

    private Preview(
            ModelPair models, Instant time, List<Change> changes, Trial trial, Comparison comparison, Budget budget) {
        this.workspace = models.workspace().workspace();
        this.revision = models.revision();
        this.time = time;
        this.changes = List.copyOf(changes);
        this.comparison = comparison;
        this.result = comparison.digest(budget);
        this.reachesOthers = workspace.isSystem()
                && trial.validation() instanceof Validation.Valid(List<Change> effective)
                && effective.stream().anyMatch(Preview::isFeltElsewhere);
    }

    /**
     * Previews changes to the workspace of a model pair.
     *
     * @param time as of which entries have expired or not, in whole milliseconds
     */
    public static PreviewAnswer of(ModelPair models, List<Change> changes, Instant time, Budget budget) {
        Trial trial = Trial.of(models, models.workspace().workspace(), changes);
        if (trial.validation() instanceof Validation.Refused refused) {
            return new PreviewAnswer.Refused(refused);
        }
        Comparison comparison = Comparison.of(models, trial.after(), time.toEpochMilli(), budget);
        return new PreviewAnswer.Previewed(new Preview(models, time, changes, trial, comparison, budget));
    }

    /** Other workspaces name the roles of {@code system} and stand below its root. */
    private static boolean isFeltElsewhere(Change change) {
        return switch (change) {
            case Change.MemberAdded added -> true;
            case Change.MemberRemoved removed -> true;
            case Change.RoleDeleted deleted -> true;
            case Change.EntryAdded added -> added.entry().object().equals(WorkspaceId.SYSTEM.root());
            case Change.EntryRemoved removed -> removed.entry().object().equals(WorkspaceId.SYSTEM.root());
            case Change.ObjectDeleted deleted -> deleted.object().equals(WorkspaceId.SYSTEM.root());
            case Change.RoleCreated created -> false;
            case Change.ObjectTypeDefined defined -> false;
            case Change.ObjectPut put -> false;
        };
    }

    public Revision revision() {
        return revision;
    }

    public Instant time() {
        return time;
    }

    /** How many times a subject gains a right on an object. */
    public long gained() {
        return comparison.gained();
    }

    public long lost() {
        return comparison.lost();
    }

    /** Whether time sufficed; if not, what was counted and is shown is a part, and there is no digest. */
    public boolean isComplete() {
        return result != null;
    }

    /** Whether changes of {@code system} do something in other workspaces too, which is not counted here. */
    public boolean reachesOthers() {
        return reachesOthers;
    }

    /** With which exactly this is committed; nothing when time was up. */
    public Optional<PreviewDigest> digest() {
        return digestAt(revision);
    }

    /** The digest that a preview with the same result had at another revision. */
    public Optional<PreviewDigest> digestAt(Revision other) {
        byte[] known = result;
        return known == null ? Optional.empty() : Optional.of(PreviewDigest.of(workspace, other, changes, known));
    }

    /**
     * A part of what is gained and lost. The order is the same wherever the same is previewed at the same revision.
     *
     * @param from 0, or where the part before ended
     * @param most 1 to {@link Limits#PAGE}; fewer are the last
     */
    public List<Shift> shifts(long from, int most) {
        if (most < 1 || most > Limits.PAGE || from < 0) {
            throw new IllegalArgumentException("A part of a preview has 1 to " + Limits.PAGE + " items");
        }
        return comparison.shifts(from, most);
    }
}
