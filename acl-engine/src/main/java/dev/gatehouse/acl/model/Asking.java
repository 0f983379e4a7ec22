package dev.gatehouse.acl.model;

import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.SubjectType;
import dev.gatehouse.acl.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One model pair at one time, asked for lists: for each candidate the same decision as {@link ModelPair#decide}. Places
 * are numbers, so a list goes on where it stopped on any node that has the same revision.
 */
public final class Asking {

    private final ModelPair models;
    private final long time;

    public Asking(ModelPair models, long time) {
        this.models = models;
        this.time = time;
    }

    public ModelPair models() {
        return models;
    }

    /**
     * What was found from a place on.
     *
     * @param next the place to go on from; negative: there is no more
     */
    public record Found<T>(List<T> items, long next) {}

    static final long END = -1;

    private static int place(long from) {
        return (int) Math.min(from, Integer.MAX_VALUE);
    }

    /**
     * The objects of a type on which a subject has a right: those with a record, and the one of a type that has but one.
     *
     * @param most of them
     * @param budget how many objects are looked at
     */
    public Found<ObjectRef> objects(Subject subject, Right right, TypeName typeName, long from, int most, int budget) {
        Model workspace = models.workspace();
        TypeTable.DefinedType type = workspace.types().find(typeName);
        int asked = workspace.rights().find(right);
        List<ObjectRef> items = new ArrayList<>();
        if (type == null || !type.declares(asked)) {
            return new Found<>(items, END);
        }
        ObjectTable objects = workspace.objects();
        int here = workspace.find(subject);
        int there = models.system().find(subject);
        int[] rolesHere = workspace.subjects().roles(here);
        int[] rolesThere = models.system().subjects().roles(there);
        int systemRight = models.system().rights().find(right);
        int end = objects.size();
        for (int object = place(from); object < end; object++) {
            if (items.size() == most || object - from == budget) {
                return new Found<>(items, object);
            }
            if (objects.type(object) == type.number()
                    && models.decide(here, rolesHere, there, rolesThere, object, asked, systemRight, time)
                            == Outcome.ALLOWED) {
                items.add(new ObjectRef(typeName, objects.names().name(object)));
            }
        }
        ObjectRef only = unrecordedOnly(type);
        if (only != null && decide(subject, right, recordedAt(only)) == Outcome.ALLOWED) {
            if (items.size() == most) {
                return new Found<>(items, end);
            }
            items.add(only);
        }
        return new Found<>(items, END);
    }

    /** The object of a type that has one and no more, while that has no record. */
    private @Nullable ObjectRef unrecordedOnly(TypeTable.DefinedType type) {
        if (type.implied() == null) {
            return null;
        }
        TypeName name = type.type().name();
        String id = name.equals(TypeName.WORKSPACE)
                ? models.workspace().workspace().value()
                : type.implied().onlyId();
        ObjectRef only = id == null ? null : new ObjectRef(name, id);
        return only == null || models.workspace().hasRecord(only) ? null : only;
    }

    /** Whether a subject has a right on those objects of an implied type that have no record, which decide alike. */
    public boolean unrecordedObjects(Subject subject, Right right, TypeName typeName) {
        TypeTable.DefinedType type = models.workspace().types().find(typeName);
        int asked = models.workspace().rights().find(right);
        if (type == null
                || type.implied() == null
                || type.implied().onlyId() != null
                || type.type().name().equals(TypeName.WORKSPACE)
                || !type.declares(asked)) {
            return false;
        }
        return decide(subject, right, models.firstRecordedAbove(type.implied())) == Outcome.ALLOWED;
    }

    private Outcome decide(Subject subject, Right right, int object) {
        Model workspace = models.workspace();
        int here = workspace.find(subject);
        int there = models.system().find(subject);
        return models.decide(
                here,
                workspace.subjects().roles(here),
                there,
                models.system().subjects().roles(there),
                object,
                workspace.rights().find(right),
                models.system().rights().find(right),
                time);
    }

    /**
     * The subjects that the logs name, the guest among them, which have a right on an object.
     *
     * @param type those of which type; empty: of any
     */
    public Found<Subject> subjects(
            Optional<SubjectType> type, Right right, ObjectRef object, long from, int most, int budget) {
        List<Subject> items = new ArrayList<>();
        if (isUnknown(right, object)) {
            return new Found<>(items, END);
        }
        SubjectTable here = models.workspace().subjects();
        SubjectTable there = models.system().subjects();
        int namedThere = models.workspace().isSystem() ? 0 : there.count() - SubjectTable.FIRST;
        int end = here.count() + namedThere;
        int recorded = recordedAt(object);
        for (int place = place(from); place < end; place++) {
            if (items.size() == most || place - from == budget) {
                return new Found<>(items, place);
            }
            Subject subject = subjectAt(here, there, place);
            if (subject != null
                    && (type.isEmpty() || type.get() == SubjectType.of(subject))
                    && decide(subject, right, recorded) == Outcome.ALLOWED) {
                items.add(subject);
            }
        }
        return new Found<>(items, END);
    }

    /** First the subjects that the workspace's log names, then those that only that of {@code system} does. */
    private static @Nullable Subject subjectAt(SubjectTable here, SubjectTable there, int place) {
        if (place < here.count()) {
            return place == SubjectTable.EVERYONE ? null : here.subject(place);
        }
        Subject subject = there.subject(place - here.count() + SubjectTable.FIRST);
        return here.find(subject) == NameTable.UNKNOWN ? subject : null;
    }

    /** Whether the users and services that no log names have a right on an object; they all decide alike. */
    public boolean unnamedSubjects(Right right, ObjectRef object) {
        if (isUnknown(right, object)) {
            return false;
        }
        return models.decide(
                        NameTable.UNKNOWN,
                        SortedInts.NONE,
                        NameTable.UNKNOWN,
                        SortedInts.NONE,
                        recordedAt(object),
                        models.workspace().rights().find(right),
                        models.system().rights().find(right),
                        time)
                == Outcome.ALLOWED;
    }

    private boolean isUnknown(Right right, ObjectRef object) {
        TypeTable.DefinedType type = models.workspace().types().find(object.type());
        return type == null
                || !type.declares(models.workspace().rights().find(right))
                || (models.workspace().find(object) == ObjectTable.NONE
                        && !models.workspace()
                                .implied()
                                .implies(models.workspace().workspace(), object));
    }

    private int recordedAt(ObjectRef object) {
        int recorded = models.workspace().find(object);
        return recorded == ObjectTable.NONE
                ? models.firstRecordedAbove(models.workspace().implied().rule(object.type()))
                : recorded;
    }

    /** The rights that a subject has on an object: those of every type first, then the declared ones by name. */
    public Found<Right> rights(Subject subject, ObjectRef object, long from, int most) {
        List<Right> items = new ArrayList<>();
        TypeTable.DefinedType type = models.workspace().types().find(object.type());
        List<Right> askable = type == null ? List.of() : type.askable();
        for (int place = place(from); place < askable.size(); place++) {
            if (items.size() == most) {
                return new Found<>(items, place);
            }
            if (models.decide(subject, askable.get(place), object, time) == Outcome.ALLOWED) {
                items.add(askable.get(place));
            }
        }
        return new Found<>(items, END);
    }
}
