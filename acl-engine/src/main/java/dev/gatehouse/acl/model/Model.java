package dev.gatehouse.acl.model;

import dev.gatehouse.acl.Everyone;
import dev.gatehouse.acl.ImpliedObjects;
import dev.gatehouse.acl.Member;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.RoleId;
import dev.gatehouse.acl.RoleRef;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.TypeName;
import dev.gatehouse.acl.WorkspaceId;
import org.jspecify.annotations.Nullable;

/**
 * One workspace's model as its log had it at one position. Immutable and safe to share between threads.
 *
 * @param implied the objects that exist without a record
 * @param position how far the log was applied
 * @param time the time of the last record, in milliseconds since 1970; 0 at position 0
 * @param systemPosition the furthest position of {@code system} that a record was validated at; a question needs
 *     {@code system} at least there
 * @param everyoneRoles every role that everyone is in
 * @param root the number of the root object when it has a record
 */
public record Model(
        WorkspaceId workspace,
        ImpliedObjects implied,
        long position,
        long time,
        long systemPosition,
        TypeTable types,
        RightTable rights,
        SubjectTable subjects,
        RoleGraph roles,
        SystemMembers systemMembers,
        ObjectTable objects,
        RoleSet everyoneRoles,
        int root) {

    /** A workspace whose log is empty. */
    public static Model empty(WorkspaceId workspace, ImpliedObjects implied) {
        RightTable rights = RightTable.EMPTY;
        TypeTable types = TypeTable.EMPTY;
        for (var type : implied.types()) {
            rights = rights.withNames(type.rights());
            types = types.with(type, rights, implied.rule(type.name()));
        }
        return new Model(
                workspace,
                implied,
                0,
                0,
                0,
                types,
                rights,
                SubjectTable.EMPTY,
                RoleGraph.EMPTY,
                SystemMembers.NONE,
                ObjectTable.EMPTY,
                RoleSet.EMPTY,
                ObjectTable.NONE);
    }

    /** The number of an object that has a record, or {@link ObjectTable#NONE}. */
    int find(ObjectRef object) {
        TypeTable.DefinedType type = types.find(object.type());
        return type == null ? ObjectTable.NONE : objects.find(type.number(), object.id());
    }

    ObjectRef object(int number) {
        return new ObjectRef(
                types.get(objects.type(number)).type().name(), objects.names().name(number));
    }

    /** Who an entry is for; null when it was for a role that was deleted. */
    @Nullable Member member(long entry, Model system) {
        int number = PackedEntry.number(entry);
        return switch (PackedEntry.kind(entry)) {
            case PackedEntry.SUBJECT -> subjects.subject(number);
            case PackedEntry.EVERYONE -> Everyone.EVERYONE;
            case PackedEntry.ROLE -> role(roles.node(number), RoleRef.Home.HERE);
            case PackedEntry.SYSTEM_ROLE -> role(system.roles.node(number), RoleRef.Home.SYSTEM);
            default -> throw new IllegalStateException("An entry is for nobody");
        };
    }

    private static @Nullable Member role(@Nullable RoleNode node, RoleRef.Home home) {
        return node == null ? null : new RoleRef(home, new RoleId(node.name()));
    }

    /** The number of a subject, or a negative one when the log never named it. */
    int find(Subject subject) {
        return subjects.find(subject);
    }

    /** Whether objects of a type may be asked for a right; false when there is no such type. */
    public boolean declares(TypeName name, Right right) {
        TypeTable.DefinedType type = types.find(name);
        return type != null && type.declares(rights.find(right));
    }

    public boolean defines(TypeName name) {
        return types.find(name) != null;
    }

    /** Whether the log has ever named a subject. */
    public boolean names(Subject subject) {
        return find(subject) >= 0;
    }

    /** Whether an object has a record, and not only a rule that implies it. */
    public boolean hasRecord(ObjectRef object) {
        return find(object) != ObjectTable.NONE;
    }

    /** How many objects have a record. */
    public int objectCount() {
        return objects.count();
    }

    /** How many subjects the log has ever named, the guest included. */
    public int subjectCount() {
        return subjects.count() - 1;
    }

    boolean isSystem() {
        return workspace.isSystem();
    }

    int workspaceType() {
        TypeTable.DefinedType type = types.find(TypeName.WORKSPACE);
        return type == null ? 0 : type.number();
    }
}
