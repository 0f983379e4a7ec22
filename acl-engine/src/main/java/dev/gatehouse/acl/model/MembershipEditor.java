package dev.gatehouse.acl.model;

import dev.gatehouse.acl.Everyone;
import dev.gatehouse.acl.Member;
import dev.gatehouse.acl.RoleId;
import dev.gatehouse.acl.RoleRef;
import dev.gatehouse.acl.Subject;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The half of a {@link ModelEditor} that knows who is in which role. Used by one thread. */
final class MembershipEditor {

    private final Model base;
    private final @Nullable Model system;
    private final long systemPosition;
    private final SubjectTable.Editor subjects;
    private final RoleGraphEditor roles;
    private @Nullable Map<Integer, int[]> systemMembers;
    private boolean everyoneChanged;

    /**
     * Begins with a model's memberships.
     *
     * @param system the model of {@code system} at or after the position, null when this is that model
     * @param systemPosition where roles of {@code system} are looked up
     */
    MembershipEditor(Model base, @Nullable Model system, long systemPosition) {
        this.base = base;
        this.system = system;
        this.systemPosition = systemPosition;
        subjects = base.subjects().edit();
        roles = new RoleGraphEditor(base.roles());
    }

    SubjectTable.Editor subjects() {
        return subjects;
    }

    RoleGraphEditor roles() {
        return roles;
    }

    /** For a snapshot. */
    void restore(Map<Integer, int[]> restoredSystemMembers) {
        systemMembers = restoredSystemMembers;
        everyoneChanged = true;
    }

    /** Whether a role is one of this workspace's, however it was written. */
    boolean isHere(RoleRef role) {
        return system == null || role.home() == RoleRef.Home.HERE;
    }

    /** The number of a role in the workspace that it belongs to, or {@link NameTable#UNKNOWN}. */
    int find(RoleRef role) {
        String name = role.id().value();
        return isHere(role) || system == null
                ? roles.find(name)
                : system.roles().find(name, systemPosition);
    }

    boolean systemRoleExists(int number) {
        return system != null && system.roles().node(number) != null;
    }

    boolean add(RoleId role, Member member) {
        return addMember(number(role), member);
    }

    boolean remove(RoleId role, Member member) {
        return removeMember(number(role), member);
    }

    private int number(RoleId role) {
        int number = roles.find(role.value());
        if (number == NameTable.UNKNOWN) {
            throw new IllegalStateException("The log names a role that does not exist: " + role);
        }
        return number;
    }

    private boolean addMember(int role, Member member) {
        return switch (member) {
            case Subject subject -> addDirect(subjects.findOrAdd(subject), role);
            case Everyone everyone -> addDirect(SubjectTable.EVERYONE, role);
            case RoleRef nested ->
                isHere(nested) ? roles.addMember(number(nested.id()), role) : addSystemMember(find(nested), role);
        };
    }

    private boolean addDirect(int subject, int role) {
        int[] before = subjects.roles(subject);
        if (SortedInts.contains(before, role)) {
            return false;
        }
        subjects.setRoles(subject, SortedInts.with(existing(before), role));
        everyoneChanged |= subject == SubjectTable.EVERYONE;
        return true;
    }

    /** Without the roles that were deleted, which nobody searches for when that happens. */
    private int[] existing(int[] direct) {
        int[] left = direct;
        for (int role : direct) {
            if (!roles.exists(role)) {
                left = SortedInts.without(left, role);
            }
        }
        return left;
    }

    private Map<Integer, int[]> editSystemMembers() {
        Map<Integer, int[]> edited = systemMembers;
        if (edited == null) {
            edited = new HashMap<>(base.systemMembers().direct());
            systemMembers = edited;
        }
        return edited;
    }

    private boolean addSystemMember(int systemRole, int role) {
        int[] before = editSystemMembers().getOrDefault(systemRole, SortedInts.NONE);
        if (SortedInts.contains(before, role)) {
            return false;
        }
        editSystemMembers().put(systemRole, SortedInts.with(existing(before), role));
        return true;
    }

    private boolean removeMember(int role, Member member) {
        return switch (member) {
            case Subject subject -> removeDirect(subjects.find(subject), role);
            case Everyone everyone -> removeDirect(SubjectTable.EVERYONE, role);
            case RoleRef nested ->
                isHere(nested) ? roles.removeMember(number(nested.id()), role) : removeSystemMember(find(nested), role);
        };
    }

    private boolean removeDirect(int subject, int role) {
        int[] before = subjects.roles(subject);
        if (!SortedInts.contains(before, role)) {
            return false;
        }
        subjects.setRoles(subject, SortedInts.without(before, role));
        everyoneChanged |= subject == SubjectTable.EVERYONE;
        return true;
    }

    private boolean removeSystemMember(int systemRole, int role) {
        int[] before = editSystemMembers().getOrDefault(systemRole, SortedInts.NONE);
        int[] left = SortedInts.without(before, role);
        if (left.length == 0) {
            editSystemMembers().remove(systemRole);
        } else {
            editSystemMembers().put(systemRole, left);
        }
        return left.length != before.length;
    }

    SystemMembers freezeSystemMembers(RoleGraph frozen) {
        Map<Integer, int[]> edited = systemMembers;
        if (edited == null && !roles.changed()) {
            return base.systemMembers();
        }
        return SystemMembers.of(edited == null ? base.systemMembers().direct() : edited, frozen);
    }

    RoleSet freezeEveryone(RoleGraph frozen) {
        if (!roles.changed() && !everyoneChanged) {
            return base.everyoneRoles();
        }
        RoleSet.Collector reached = new RoleSet.Collector();
        for (int role : subjects.roles(SubjectTable.EVERYONE)) {
            reached.addAll(frozen.up(role));
        }
        return reached.take();
    }
}
