package dev.gatehouse.acl.model;

import dev.gatehouse.acl.Effect;
import dev.gatehouse.acl.ImpliedObjects.ImpliedType;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.RoleId;
import dev.gatehouse.acl.Subject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one subject holds at one time, by the names of rights alone: an entry on a folder may name a right that only its
 * documents declare, and whoever adds that entry has to hold it there. For questions about who may change a model.
 */
public final class Holding {

    private final ModelPair models;
    private final int here;
    private final int[] rolesHere;
    private final int there;
    private final int[] rolesThere;
    private final long time;

    public Holding(ModelPair models, Subject subject, long time) {
        this.models = models;
        this.here = models.workspace().find(subject);
        this.rolesHere = models.workspace().subjects().roles(here);
        this.there = models.workspace().isSystem() ? here : models.system().find(subject);
        this.rolesThere = models.system().subjects().roles(there);
        this.time = time;
    }

    /**
     * Where an object with a record stands.
     *
     * @param parent null: directly below the root
     */
    public record Place(@Nullable ObjectRef parent, boolean inherit) {}

    /** The place of an object, unless it has no record. */
    public Optional<Place> place(ObjectRef object) {
        Model workspace = models.workspace();
        int number = workspace.find(object);
        if (number == ObjectTable.NONE) {
            return Optional.empty();
        }
        int parent = workspace.objects().parent(number);
        return Optional.of(new Place(
                parent == ObjectTable.NONE ? null : workspace.object(parent),
                workspace.objects().inherits(number)));
    }

    /** Whether the object exists by a rule, and goes on to exist when it is deleted. */
    public boolean isImplied(ObjectRef object) {
        return models.workspace().implied().implies(models.workspace().workspace(), object);
    }

    /** Whether the entries on the object's path give the right. An unknown object has the roots for its path. */
    public boolean has(Right right, ObjectRef object) {
        return decides(
                object,
                models.workspace().rights().find(right),
                models.system().rights().find(right));
    }

    /** Whether they give every right, those included that nobody has declared yet, and none is denied. */
    public boolean hasAll(ObjectRef object) {
        return decides(object, NameTable.UNKNOWN, NameTable.UNKNOWN)
                && models.workspace().rights().names().stream().allMatch(right -> has(right, object))
                && models.system().rights().names().stream().allMatch(right -> has(right, object));
    }

    private boolean decides(ObjectRef object, int right, int systemRight) {
        Model workspace = models.workspace();
        int number = workspace.find(object);
        ImpliedType rule = workspace.implied().rule(object.type());
        if (number == ObjectTable.NONE && rule != null) {
            number = models.firstRecordedAbove(rule);
        }
        return models.decide(here, rolesHere, there, rolesThere, number, right, systemRight, time) == Outcome.ALLOWED;
    }

    /** Whether the subject is in a role of the workspace, directly or through others. */
    public boolean isIn(RoleId role) {
        int number = models.workspace().roles().find(role.value());
        return number >= 0
                && Closure.includes(
                        models,
                        here,
                        rolesHere,
                        rolesThere,
                        PackedEntry.of(PackedEntry.to(PackedEntry.ROLE, number), Effect.ALLOW, false, RightTable.ALL));
    }
}
