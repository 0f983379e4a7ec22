package dev.gatehouse.acl.model;

import dev.gatehouse.acl.ImpliedObjects.ImpliedType;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Revision;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.TypeName;
import dev.gatehouse.acl.change.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * A workspace's model and that of {@code system} at one revision: all that a decision depends on, with the question and
 * the time. In {@code system} both are the same.
 */
public final class ModelPair {

    private final Model system;
    private final Model workspace;

    /** {@code system} within itself, for the entries on its root; this pair when the workspace is {@code system}. */
    private final ModelPair above;

    public ModelPair(Model system, Model workspace) {
        if (workspace.isSystem() ? workspace.position() != system.position() : !system.isSystem()) {
            throw new IllegalArgumentException("The second model is not that of system");
        }
        if (system.position() < workspace.systemPosition()) {
            throw new IllegalArgumentException("The workspace knows more of system than its model does");
        }
        this.system = system;
        this.workspace = workspace;
        this.above = workspace.isSystem() ? this : new ModelPair(system, system);
    }

    public Model system() {
        return system;
    }

    public Model workspace() {
        return workspace;
    }

    public Revision revision() {
        return new Revision(workspace.position(), system.position());
    }

    /** The answer to one question at a time in milliseconds. Allocates nothing where the object's list is short. */
    public Outcome decide(Subject subject, Right right, ObjectRef object, long time) {
        TypeTable.DefinedType type = workspace.types().find(object.type());
        if (type == null) {
            return Outcome.UNKNOWN_OBJECT_TYPE;
        }
        int asked = workspace.rights().find(right);
        if (!type.declares(asked)) {
            return Outcome.UNKNOWN_RIGHT;
        }
        int number = workspace.objects().find(type.number(), object.id());
        if (number == ObjectTable.NONE) {
            if (!workspace.implied().implies(workspace.workspace(), object)) {
                return Outcome.UNKNOWN_OBJECT;
            }
            number = firstRecordedAbove(type.implied());
        }
        int here = workspace.find(subject);
        int there = workspace.isSystem() ? here : system.find(subject);
        return decide(
                here,
                workspace.subjects().roles(here),
                there,
                system.subjects().roles(there),
                number,
                asked,
                system.rights().find(right),
                time);
    }

    /** Why objects of a type cannot be asked for a right; null when they can. */
    public @Nullable Refusal refuseAsking(TypeName typeName, Right right) {
        TypeTable.DefinedType type = workspace.types().find(typeName);
        if (type == null) {
            return new Refusal.UnknownType(typeName);
        }
        return type.declares(workspace.rights().find(right)) ? null : new Refusal.UndeclaredRight(typeName, right);
    }

    /** The nearest object with a record above one without, or {@link ObjectTable#NONE}. */
    int firstRecordedAbove(@Nullable ImpliedType implied) {
        ImpliedType rule = implied;
        while (rule != null && rule.parent() != null) {
            int parent = workspace.find(rule.parent());
            if (parent != ObjectTable.NONE) {
                return parent;
            }
            rule = workspace.implied().rule(rule.parent().type());
        }
        return ObjectTable.NONE;
    }

    /** Reads the entries on the path: the object, what it inherits from, and always both roots. */
    Outcome decide(
            int here, int[] rolesHere, int there, int[] rolesThere, int object, int right, int systemRight, long time) {
        ObjectTable objects = workspace.objects();
        int found = 0;
        boolean metRoot = false;
        int next = object;
        while (next != ObjectTable.NONE) {
            EntryList list = objects.list(next);
            if (list != null) {
                found = ListEvaluation.read(list, this, here, rolesHere, rolesThere, right, time, found);
                if (found >= ListEvaluation.DENIES) {
                    return Outcome.ENTRY_DENIES;
                }
            }
            metRoot |= next == workspace.root();
            next = objects.inherits(next) ? objects.parent(next) : ObjectTable.NONE;
        }
        if (!metRoot && workspace.root() != ObjectTable.NONE) {
            found = ListEvaluation.read(
                    objects.entries(workspace.root()), this, here, rolesHere, rolesThere, right, time, found);
        }
        if (above != this && system.root() != ObjectTable.NONE && found < ListEvaluation.DENIES) {
            found = ListEvaluation.read(
                    system.objects().entries(system.root()),
                    above,
                    there,
                    rolesThere,
                    rolesThere,
                    systemRight,
                    time,
                    found);
        }
        return found >= ListEvaluation.DENIES
                ? Outcome.ENTRY_DENIES
                : found == ListEvaluation.ALLOWS ? Outcome.ALLOWED : Outcome.NOTHING_ALLOWS;
    }
}
