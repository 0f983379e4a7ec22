package dev.gatehouse.acl.model;

import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.Limits;
import dev.gatehouse.acl.Member;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Rights;
import dev.gatehouse.acl.RoleId;
import dev.gatehouse.acl.RoleRef;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.change.Limit;
import dev.gatehouse.acl.change.Refusal;
import dev.gatehouse.acl.change.Refusal.LimitReached;
import dev.gatehouse.acl.change.Validation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds a batch of changes against a model: one after the other, each against what those before it made, all or nothing.
 */
final class BatchValidator {

    private final ModelEditor editor;
    private final long position;

    BatchValidator(ModelEditor editor, long position) {
        this.editor = editor;
        this.position = position;
    }

    Validation validate(List<Change> changes) {
        if (changes.isEmpty() || changes.size() > Limits.CHANGES_PER_RECORD) {
            return new Validation.Refused(0, null, new LimitReached(Limit.CHANGES, Limits.CHANGES_PER_RECORD));
        }
        BatchConflicts conflicts = new BatchConflicts(editor.members());
        List<Change> effective = new ArrayList<>();
        for (int index = 0; index < changes.size(); index++) {
            Change change = changes.get(index);
            Refusal refusal = conflicts.add(index, change);
            if (refusal == null) {
                refusal = refuse(change);
            }
            if (refusal != null) {
                return new Validation.Refused(index, change, refusal);
            }
            if (editor.apply(change, position)) {
                effective.add(change);
            }
        }
        return effective.isEmpty() ? new Validation.AlreadyTrue() : new Validation.Valid(effective);
    }

    private @Nullable Refusal refuse(Change change) {
        return switch (change) {
            case Change.MemberAdded added -> refuse(added);
            case Change.MemberRemoved removed -> unknown(removed.role(), removed.member());
            case Change.RoleCreated created -> at(editor.members().roles().created(), Limits.ROLES, Limit.ROLES);
            case Change.RoleDeleted deleted -> new RoleObjects(editor).refuse(deleted);
            case Change.ObjectTypeDefined defined -> new TypeRules(editor).refuse(defined.type());
            case Change.ObjectPut put -> new PlacementRules(editor).refuse(put);
            case Change.ObjectDeleted deleted -> new PlacementRules(editor).refuse(deleted);
            case Change.EntryAdded added -> refuse(added);
            case Change.EntryRemoved removed -> unknown(removed.entry());
        };
    }

    private static @Nullable Refusal at(int count, int most, Limit limit) {
        return count >= most ? new LimitReached(limit, most) : null;
    }

    private @Nullable Refusal unknown(RoleId role, Member member) {
        Refusal unknown = unknown(role.here());
        return unknown == null ? unknown(member) : unknown;
    }

    private @Nullable Refusal unknown(Member member) {
        return member instanceof RoleRef role && editor.members().find(role) == NameTable.UNKNOWN
                ? new Refusal.UnknownRole(role)
                : null;
    }

    private @Nullable Refusal unknown(Entry entry) {
        ObjectRef object = entry.object();
        if (editor.types().find(object.type()) == null) {
            return new Refusal.UnknownType(object.type());
        }
        if (editor.find(object) == ObjectTable.NONE && !editor.implies(object)) {
            return new Refusal.UnknownObject(object);
        }
        Refusal ofNoRole = new RoleObjects(editor).refuse(object);
        if (ofNoRole != null) {
            return ofNoRole;
        }
        Refusal unknownRole = unknown(entry.to());
        if (unknownRole != null) {
            return unknownRole;
        }
        if (entry.rights() instanceof Rights.Named named) {
            for (Right right : named.names()) {
                if (!editor.types().isDeclared(editor.rights().find(right))) {
                    return new Refusal.UnknownRight(right);
                }
            }
        }
        return null;
    }

    private @Nullable Refusal refuse(Change.MemberAdded added) {
        Refusal unknown = unknown(added.role(), added.member());
        if (unknown != null) {
            return unknown;
        }
        if (added.member() instanceof RoleRef nested && editor.members().isHere(nested)) {
            RoleGraphEditor roles = editor.members().roles();
            int role = roles.find(added.role().value());
            int member = editor.members().find(nested);
            if (roles.wouldCycle(member, role)) {
                return new Refusal.RoleCycle(added.role(), nested.id());
            }
            if (roles.depthWith(member, role, Limits.ROLE_DEPTH) > Limits.ROLE_DEPTH) {
                return new LimitReached(Limit.ROLE_DEPTH, Limits.ROLE_DEPTH);
            }
        }
        return tooManySubjects(added.member());
    }

    private @Nullable Refusal tooManySubjects(Member member) {
        SubjectTable.Editor subjects = editor.members().subjects();
        return member instanceof Subject subject && subjects.find(subject) == NameTable.UNKNOWN
                ? at(subjects.count(), Limits.SUBJECTS, Limit.SUBJECTS)
                : null;
    }

    private @Nullable Refusal refuse(Change.EntryAdded added) {
        Entry entry = added.entry();
        Refusal refusal = unknown(entry);
        if (refusal == null) {
            refusal = tooManySubjects(entry.to());
        }
        if (refusal == null) {
            int object = editor.find(entry.object());
            refusal = object == ObjectTable.NONE
                    ? at(editor.objects().count() + Limits.PARENTS, Limits.OBJECTS, Limit.OBJECTS)
                    : at(editor.objects().entries(object).size(), Limits.ENTRIES_PER_OBJECT, Limit.ENTRIES);
        }
        if (refusal == null && editor.rights().findSet(entry.rights()) == NameTable.UNKNOWN) {
            refusal = at(editor.rights().setCount(), Limits.RIGHT_SETS, Limit.RIGHT_SETS);
        }
        return refusal;
    }
}
