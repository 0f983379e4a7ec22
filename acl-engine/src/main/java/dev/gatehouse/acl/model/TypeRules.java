package dev.gatehouse.acl.model;

import dev.gatehouse.acl.Limits;
import dev.gatehouse.acl.ObjectType;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.TypeName;
import dev.gatehouse.acl.change.Limit;
import dev.gatehouse.acl.change.Refusal;
import dev.gatehouse.acl.change.Refusal.LimitReached;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a type may be defined as. Whether something that is left out is in use is found by looking at everything: it is
 * asked rarely, and a count kept beside would be wrong as soon as a role takes its entries with it.
 */
final class TypeRules {

    private final ModelEditor editor;

    TypeRules(ModelEditor editor) {
        this.editor = editor;
    }

    @Nullable Refusal refuse(ObjectType type) {
        TypeTable.DefinedType before = editor.types().find(type.name());
        if (before != null
                && before.implied() != null
                && !extendsBuiltIn(before.implied().type(), type)) {
            return new Refusal.ReservedType(type.name());
        }
        for (TypeName parent : type.parents()) {
            if (editor.types().find(parent) == null && !parent.equals(type.name())) {
                return new Refusal.UnknownType(parent);
            }
        }
        if (before == null && editor.types().count() >= Limits.TYPES) {
            return new LimitReached(Limit.TYPES, Limits.TYPES);
        }
        if (editor.rights().withNames(type.rights()).names().size() > Limits.RIGHTS) {
            return new LimitReached(Limit.RIGHTS, Limits.RIGHTS);
        }
        if (before != null && before.implied() != null && addsTooMany(before.type(), type)) {
            return new LimitReached(Limit.BUILT_IN_RIGHTS, Limits.RIGHTS_PER_BUILT_IN_TYPE);
        }
        return before == null ? null : refuseLeavingOut(before, type);
    }

    private static boolean addsTooMany(ObjectType before, ObjectType after) {
        return after.rights().size() > Limits.RIGHTS_PER_BUILT_IN_TYPE
                && !before.rights().containsAll(after.rights());
    }

    /** Where built-in objects stand is fixed, and so is what they can be asked for at least. */
    private static boolean extendsBuiltIn(ObjectType builtIn, ObjectType type) {
        return type.parents().equals(builtIn.parents()) && type.rights().containsAll(builtIn.rights());
    }

    private @Nullable Refusal refuseLeavingOut(TypeTable.DefinedType before, ObjectType after) {
        for (Right right : before.type().rights()) {
            if (!after.declares(right) && !editor.types().isDeclaredBeside(after.name(), right) && isNamed(right)) {
                return new Refusal.RightInUse(after.name(), right);
            }
        }
        for (TypeName parent : before.type().parents()) {
            if (!after.parents().contains(parent) && hasParentOf(before.number(), parent)) {
                return new Refusal.ParentTypeInUse(after.name(), parent);
            }
        }
        return null;
    }

    private boolean isNamed(Right right) {
        int number = editor.rights().find(right);
        Set<EntryList> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        boolean[] found = new boolean[1];
        for (int object = 0; object < editor.objects().size() && !found[0]; object++) {
            EntryList list = editor.objects().entries(object);
            if (list.size() > 0 && seen.add(list)) {
                list.forEach((entry, expiresAt) -> found[0] |= PackedEntry.rights(entry) != RightTable.ALL
                        && editor.rights().includes(PackedEntry.rights(entry), number)
                        && editor.isAlive(entry));
            }
        }
        return found[0];
    }

    private boolean hasParentOf(int type, TypeName parentName) {
        TypeTable.DefinedType parentType = editor.types().find(parentName);
        for (int object = 0; object < editor.objects().size(); object++) {
            if (editor.objects().type(object) == type) {
                int parent = editor.objects().parent(object);
                if (parent != ObjectTable.NONE
                        && parentType != null
                        && editor.objects().type(parent) == parentType.number()) {
                    return true;
                }
            }
        }
        return false;
    }
}
