package dev.gatehouse.acl.model;

import dev.gatehouse.acl.Limits;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.change.Limit;
import dev.gatehouse.acl.change.Refusal;
import dev.gatehouse.acl.change.Refusal.LimitReached;
import org.jspecify.annotations.Nullable;

/** Where an object may stand. */
final class PlacementRules {

    private final ModelEditor editor;

    PlacementRules(ModelEditor editor) {
        this.editor = editor;
    }

    @Nullable Refusal refuse(Change.ObjectPut put) {
        TypeTable.DefinedType type = editor.types().find(put.object().type());
        if (type == null) {
            return new Refusal.UnknownType(put.object().type());
        }
        if (type.implied() != null) {
            return new Refusal.ImpliedObject(put.object());
        }
        ObjectRef above = put.parent();
        if (above != null) {
            Refusal refusal = refuseParent(put.object(), above, type);
            if (refusal != null) {
                return refusal;
            }
        }
        return editor.objects().count() + Limits.PARENTS >= Limits.OBJECTS
                ? new LimitReached(Limit.OBJECTS, Limits.OBJECTS)
                : null;
    }

    private @Nullable Refusal refuseParent(ObjectRef object, ObjectRef above, TypeTable.DefinedType type) {
        if (editor.types().find(above.type()) == null) {
            return new Refusal.UnknownType(above.type());
        }
        int parent = editor.find(above);
        if (parent == ObjectTable.NONE && !editor.implies(above)) {
            return object.equals(above) ? new Refusal.ObjectCycle(object, above) : new Refusal.UnknownObject(above);
        }
        Refusal ofNoRole = new RoleObjects(editor).refuse(above);
        if (ofNoRole != null) {
            return ofNoRole;
        }
        if (!type.type().parents().contains(above.type())) {
            return new Refusal.UndeclaredParent(object.type(), above.type());
        }
        int moved = editor.find(object);
        if (moved != ObjectTable.NONE
                && parent != ObjectTable.NONE
                && editor.objects().isAtOrAbove(moved, parent)) {
            return new Refusal.ObjectCycle(object, above);
        }
        int depth = parent == ObjectTable.NONE
                ? editor.impliedDepth(above) + 1
                : editor.objects().depthBelow(parent);
        return depth + editor.objects().height(moved) > Limits.PARENTS
                ? new LimitReached(Limit.PARENTS, Limits.PARENTS)
                : null;
    }

    @Nullable Refusal refuse(Change.ObjectDeleted deleted) {
        int object = editor.find(deleted.object());
        return object != ObjectTable.NONE && editor.objects().hasChildren(object)
                ? new Refusal.ObjectHasChildren(deleted.object())
                : null;
    }
}
