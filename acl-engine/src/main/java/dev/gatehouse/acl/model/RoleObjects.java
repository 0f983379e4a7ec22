package dev.gatehouse.acl.model;

import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.TypeName;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.change.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What may be put on and below the objects of roles, where a rule implies them. Such an object exists for every id, but a
 * role that is created finds nothing under its name: while there is no role nothing is put there, and with the role it goes.
 */
final class RoleObjects {

    private final ModelEditor editor;

    RoleObjects(ModelEditor editor) {
        this.editor = editor;
    }

    /** Whether something may be put on or below an object. */
    @Nullable Refusal refuse(ObjectRef object) {
        boolean isMissing = object.type().equals(TypeName.ROLE)
                && editor.implies(object)
                && editor.members().roles().find(object.id()) == NameTable.UNKNOWN;
        return isMissing ? new Refusal.ObjectOfNoRole(object) : null;
    }

    /** What is on the object of a role ends with the role; what stands below it would be left to the next one. */
    @Nullable Refusal refuse(Change.RoleDeleted deleted) {
        ObjectRef object = deleted.role().asObject();
        int number = editor.find(object);
        return number != ObjectTable.NONE
                        && editor.implies(object)
                        && editor.objects().hasChildren(number)
                ? new Refusal.ObjectHasChildren(object)
                : null;
    }
}
