package dev.gatehouse.acl.engine;

import dev.gatehouse.acl.AccessLists;
import dev.gatehouse.acl.Budget;
import dev.gatehouse.acl.Decision;
import dev.gatehouse.acl.Decision.Allowed;
import dev.gatehouse.acl.Decision.Denied;
import dev.gatehouse.acl.Decision.Reason;
import dev.gatehouse.acl.Limits;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.ObjectType;
import dev.gatehouse.acl.Placement;
import dev.gatehouse.acl.Revision;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.RoleId;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.TypeName;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.explain.Explainer;
import dev.gatehouse.acl.explain.Explanation;
import dev.gatehouse.acl.explain.Repair;
import dev.gatehouse.acl.filter.FilterAnswer;
import dev.gatehouse.acl.filter.FilterCompiler;
import dev.gatehouse.acl.model.Asking;
import dev.gatehouse.acl.model.Contents;
import dev.gatehouse.acl.model.Listing;
import dev.gatehouse.acl.model.ModelPair;
import dev.gatehouse.acl.preview.Preview;
import dev.gatehouse.acl.preview.PreviewAnswer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * One workspace at one revision. Every answer is a function of the revision, the question and the time; a view never
 * changes and may be shared between threads.
 */
public final class AccessView {

    private final ModelPair models;
    private final Revision revision;
    private final Allowed allowed;
    private final Denied nothingAllows;
    private final Denied entryDenies;

    public AccessView(ModelPair models) {
        this.models = models;
        this.revision = models.revision();
        this.allowed = new Allowed(revision);
        this.nothingAllows = new Denied(revision, Reason.NOTHING_ALLOWS);
        this.entryDenies = new Denied(revision, Reason.ENTRY_DENIES);
    }

    public Revision revision() {
        return revision;
    }

    public WorkspaceId workspace() {
        return models.workspace().workspace();
    }

    /** For those who ask more than this class answers. */
    public ModelPair models() {
        return models;
    }

    /** The time of the last record of both logs, which is the time of questions about a past revision. */
    public Instant time() {
        return Instant.ofEpochMilli(
                Math.max(models.workspace().time(), models.system().time()));
    }

    /** May the subject do this to that object at that time? */
    public Decision check(Subject subject, Right right, ObjectRef object, Instant time) {
        return switch (models.decide(subject, right, object, time.toEpochMilli())) {
            case ALLOWED -> allowed;
            case NOTHING_ALLOWS -> nothingAllows;
            case ENTRY_DENIES -> entryDenies;
            case UNKNOWN_OBJECT_TYPE -> new Denied(revision, Reason.UNKNOWN_OBJECT_TYPE);
            case UNKNOWN_RIGHT -> new Denied(revision, Reason.UNKNOWN_RIGHT);
            case UNKNOWN_OBJECT -> new Denied(revision, Reason.UNKNOWN_OBJECT);
        };
    }

    /** The same, from a caller's words; what they do not mean here is denied, and the decision says what. */
    public Decision check(RawQuestion question, Instant time) {
        return switch (question.meaningIn(models.workspace())) {
            case Meaning.Known(Question known) -> check(known.subject(), known.right(), known.object(), time);
            case Meaning.Unknown<Question> unknown -> new Denied(revision, unknown.reason());
        };
    }

    /** The same for many questions, in their order. */
    public List<Decision> checkAll(List<Question> questions, Instant time) {
        List<Decision> decisions = new ArrayList<>(questions.size());
        for (Question question : questions) {
            decisions.add(check(question.subject(), question.right(), question.object(), time));
        }
        return decisions;
    }

    /**
     * The position of the record that created the role that the workspace has under an id, by which it differs from all that
     * had the id before; nothing when there is none.
     */
    public OptionalLong roleCreated(RoleId role) {
        return new Contents(models).created(role);
    }

    /** The type with a name, built-in ones included; nothing when none is defined. */
    public Optional<ObjectType> type(TypeName name) {
        return new Contents(models).type(name);
    }

    /** Where an object stands; nothing when there is no such object. */
    public Optional<Placement> placement(ObjectRef object) {
        return new Contents(models).placement(object);
    }

    /**
     * Why a question is answered as it is, and what would change a denial.
     *
     * @param mayMake which changes the asker may make; other repairs are neither shown nor hinted at
     * @param budget for counting what repairs give away, about a second
     */
    public Explanation explain(Question question, Instant time, Predicate<Repair.Step> mayMake, Budget budget) {
        Decision decision = check(question.subject(), question.right(), question.object(), time);
        return new Explainer(models, question.subject(), question.right(), question.object(), time.toEpochMilli())
                .explain(decision, mayMake, budget);
    }

    /** The same, from a caller's words; what they do not mean here is denied, and nothing would change that. */
    public Explanation explain(RawQuestion question, Instant time, Predicate<Repair.Step> mayMake, Budget budget) {
        return switch (question.meaningIn(models.workspace())) {
            case Meaning.Known<Question>(Question known) -> explain(known, time, mayMake, budget);
            case Meaning.Unknown<Question> unknown -> Explainer.unknown(new Denied(revision, unknown.reason()));
        };
    }

    /**
     * What changes to this workspace would do.
     *
     * @param time in whole milliseconds
     * @param budget usually {@link Preview#BUDGET}
     */
    public PreviewAnswer preview(List<Change> changes, Instant time, Budget budget) {
        return Preview.of(models, changes, time, budget);
    }

    /**
     * On which of an application's own documents a subject has a right, as a condition on the lists that they keep.
     *
     * @param time in whole milliseconds
     */
    public FilterAnswer filter(Subject subject, Right right, TypeName type, Instant time) {
        return FilterCompiler.compile(models, subject, right, type, time);
    }

    /** The lists that a document keeps of its object; nothing when there is no such object. */
    public Optional<AccessLists> lists(ObjectRef object) {
        return new Listing(models).lists(object);
    }

    /**
     * A part of a list.
     *
     * @param from 0, or where the part before said that the next begins
     * @param most 1 to {@link Limits#PAGE}
     * @param budget how many candidates are looked at, at least 1; reaching it ends the part
     */
    public <T> Part<T> list(ListQuery<T> query, Instant time, long from, int most, int budget) {
        if (most < 1 || most > Limits.PAGE || budget < 1 || from < 0) {
            throw new IllegalArgumentException("A part of a list has 1 to " + Limits.PAGE + " items");
        }
        Asking asking = new Asking(models, time.toEpochMilli());
        return ListParts.of(asking, query, from, most, budget);
    }

    /**
     * A part of a list.
     *
     * @param next where the next part begins; negative: the list is complete
     * @param others as {@link Page#others}
     */
    public record Part<T>(List<T> items, long next, boolean others) {}
}
