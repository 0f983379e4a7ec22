package dev.gatehouse.acl.explain;

import dev.gatehouse.acl.Budget;
import dev.gatehouse.acl.RoleRef;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.change.Validation;
import dev.gatehouse.acl.explain.Candidates.Candidate;
import dev.gatehouse.acl.explain.Explanation.Repairs;
import dev.gatehouse.acl.explain.Repair.Step;
import dev.gatehouse.acl.model.Comparison;
import dev.gatehouse.acl.model.ModelPair;
import dev.gatehouse.acl.model.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Tries repairs on models that no log ever holds, and counts what each would give away. */
final class Repairing {

    /** So many additions are tried. */
    private static final int TRIED = 256;

    private final ModelPair models;
    private final Predicate<ModelPair> isAllowed;
    private final List<Step> removals;
    private final long time;
    private final Budget budget;
    private final List<Repair> found = new ArrayList<>();

    Repairing(ModelPair models, Predicate<ModelPair> isAllowed, List<Step> removals, long time, Budget budget) {
        this.models = models;
        this.isAllowed = isAllowed;
        this.removals = removals;
        this.time = time;
        this.budget = budget;
    }

    /** What a repair that was tried does. */
    enum Tried {
        REFUSED,
        CHANGES_NOTHING,
        REPAIRS
    }

    /** Tries the removals with nothing or one thing added. */
    Tried add(List<Step> added) {
        List<Step> steps = new ArrayList<>(removals);
        steps.addAll(added);
        steps.sort(Comparator.comparing(step -> !step.log().isSystem()));
        ModelPair after = after(steps);
        if (after == null) {
            return Tried.REFUSED;
        }
        if (!isAllowed.test(after)) {
            return Tried.CHANGES_NOTHING;
        }
        Comparison comparison = Comparison.of(models, after, time, budget);
        found.add(new Repair(steps, comparison.gained(), comparison.isComplete()));
        return Tried.REPAIRS;
    }

    /** Null when changes are refused. */
    private @Nullable ModelPair after(List<Step> steps) {
        Set<WorkspaceId> logs = new LinkedHashSet<>(List.of(WorkspaceId.SYSTEM));
        logs.add(models.workspace().workspace());
        ModelPair after = models;
        for (WorkspaceId log : logs) {
            List<Change> changes = Repair.changes(steps, log);
            if (!changes.isEmpty()) {
                Trial trial = Trial.of(after, log, changes);
                if (!(trial.validation() instanceof Validation.Valid)) {
                    return null;
                }
                after = trial.after();
            }
        }
        return after;
    }

    /** Whether every addition was tried that may be made. When time is up, one that is not counted is enough. */
    boolean tryAll(List<Candidate> candidates, Predicate<Step> mayMake) {
        Set<RoleRef> useless = new HashSet<>();
        int tried = 0;
        for (Candidate candidate : candidates) {
            RoleRef role = candidate.role();
            if ((role != null && useless.contains(role)) || !mayMake.test(candidate.step())) {
                continue;
            }
            if (tried == TRIED || (budget.isSpent() && !found.isEmpty())) {
                return false;
            }
            tried++;
            if (add(List.of(candidate.step())) == Tried.CHANGES_NOTHING && role != null) {
                useless.add(role);
            }
        }
        return true;
    }

    /** Those by which the least is gained first; what was not counted comes last. */
    Repairs found(boolean more) {
        List<Repair> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparing((Repair repair) -> !repair.counted()).thenComparingLong(Repair::gained));
        int shown = Math.min(Explainer.REPAIRS, sorted.size());
        return new Repairs(sorted.subList(0, shown), more || shown < sorted.size());
    }
}
