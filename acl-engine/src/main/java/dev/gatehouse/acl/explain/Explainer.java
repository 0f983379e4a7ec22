package dev.gatehouse.acl.explain;

import dev.gatehouse.acl.Budget;
import dev.gatehouse.acl.Decision;
import dev.gatehouse.acl.Effect;
import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.Ground;
import dev.gatehouse.acl.Limits;
import dev.gatehouse.acl.Member;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.explain.Explanation.Repairs;
import dev.gatehouse.acl.explain.Repair.Step;
import dev.gatehouse.acl.model.Evidence;
import dev.gatehouse.acl.model.ModelPair;
import dev.gatehouse.acl.model.Outcome;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/** Explains one decision about one question at one time. */
public final class Explainer {

    /** Denying entries that an explanation shows. */
    public static final int DENIES = 1_000;

    /** Repairs that an explanation shows. */
    public static final int REPAIRS = 10;

    private final ModelPair models;
    private final Subject subject;
    private final Right right;
    private final ObjectRef object;
    private final long time;

    /** The time is in milliseconds. */
    public Explainer(ModelPair models, Subject subject, Right right, ObjectRef object, long time) {
        this.models = models;
        this.subject = subject;
        this.right = right;
        this.object = object;
        this.time = time;
    }

    /**
     * Explains.
     *
     * @param decision what the check says about the same question
     * @param mayMake which changes the asker may make; no repair has another one
     * @param budget for counting what repairs give away
     */
    public Explanation explain(Decision decision, Predicate<Step> mayMake, Budget budget) {
        return switch (decision) {
            case Decision.Allowed allowed ->
                new Explanation.Allowed(
                        allowed, evidence().grounds(Effect.ALLOW, 1).getFirst());
            case Decision.Denied denied ->
                switch (denied.reason()) {
                    case NOTHING_ALLOWS, ENTRY_DENIES -> explain(denied, mayMake, budget);
                    case UNKNOWN_SUBJECT_TYPE, UNKNOWN_SUBJECT, UNKNOWN_OBJECT_TYPE, UNKNOWN_RIGHT, UNKNOWN_OBJECT ->
                        unknown(denied);
                };
        };
    }

    /** Of a denial because something asked about is unknown: it rests on nothing, and no change repairs it. */
    public static Explanation unknown(Decision.Denied denied) {
        return new Explanation.Denied(denied, List.of(), false, Repairs.NONE);
    }

    private Evidence evidence() {
        return new Evidence(models, subject, right, object, time);
    }

    private Explanation explain(Decision.Denied denied, Predicate<Step> mayMake, Budget budget) {
        Evidence evidence = evidence();
        List<Ground> denies = evidence.grounds(Effect.DENY, DENIES + 1);
        return new Explanation.Denied(
                denied,
                denies.subList(0, Math.min(DENIES, denies.size())),
                denies.size() > DENIES,
                repairs(evidence, denies, mayMake, budget));
    }

    private Repairs repairs(Evidence evidence, List<Ground> denies, Predicate<Step> mayMake, Budget budget) {
        if (denies.size() >= Limits.CHANGES_PER_RECORD) {
            return new Repairs(List.of(), true);
        }
        List<Step> removals = denies.stream().map(this::removal).toList();
        if (!removals.stream().allMatch(mayMake)) {
            return Repairs.NONE;
        }
        Repairing repairing = new Repairing(models, this::isAllowed, removals, time, budget);
        if (repairing.add(List.of()) == Repairing.Tried.REPAIRS) {
            return repairing.found(false);
        }
        WorkspaceId workspace = models.workspace().workspace();
        Candidates candidates = new Candidates(workspace, evidence, right);
        boolean all = repairing.tryAll(candidates.nearestFirst(), mayMake);
        return repairing.found(!all || !candidates.isAll());
    }

    private boolean isAllowed(ModelPair after) {
        return after.decide(subject, right, object, time) == Outcome.ALLOWED;
    }

    private Step removal(Ground deny) {
        WorkspaceId workspace = models.workspace().workspace();
        Entry entry = deny.entry();
        WorkspaceId log = Candidates.home(entry.object(), workspace);
        Member to = Objects.requireNonNull(Candidates.namedIn(log, entry.to(), workspace));
        return new Step(log, new Change.EntryRemoved(new Entry(entry.object(), Effect.DENY, to, entry.terms())));
    }
}
