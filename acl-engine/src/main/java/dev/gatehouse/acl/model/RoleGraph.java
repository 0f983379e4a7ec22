package dev.gatehouse.acl.model;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The roles of one workspace, how they nest, and what each is in. Roles are numbered in the order in which the log
 * created them, so a number means one incarnation for ever and on every node.
 *
 * @param ups for each role, itself and every role that it is in; null where a role was deleted
 * @param created how many were ever created
 * @param past deleted roles by name; kept in {@code system} only, whose roles other workspaces name
 */
record RoleGraph(
        NameTable names,
        RefColumn<RoleNode> nodes,
        RefColumn<RoleSet> ups,
        int created,
        Map<String, List<PastRole>> past) {

    static final RoleGraph EMPTY = new RoleGraph(NameTable.EMPTY, RefColumn.empty(), RefColumn.empty(), 0, Map.of());

    static final int SPACE = 1;

    /**
     * A role that was deleted.
     *
     * @param created the position that created it
     * @param deleted the position that deleted it
     */
    record PastRole(int number, long created, long deleted) {}

    @Nullable RoleNode node(int role) {
        return nodes.get(role);
    }

    /** The number of the role that exists under a name, or {@link NameTable#UNKNOWN}. */
    int find(String name) {
        return names.find(SPACE, name);
    }

    /** The number of the role that existed under a name when the log had reached a position. */
    int find(String name, long position) {
        int now = find(name);
        RoleNode node = now == NameTable.UNKNOWN ? null : node(now);
        if (node != null && node.created() <= position) {
            return now;
        }
        for (PastRole role : past.getOrDefault(name, List.of())) {
            if (role.created() <= position && position < role.deleted()) {
                return role.number();
            }
        }
        return NameTable.UNKNOWN;
    }

    RoleSet up(int role) {
        RoleSet up = ups.get(role);
        return up == null ? RoleSet.EMPTY : up;
    }

    /** Whether somebody whose direct roles these are is in a role. */
    boolean reaches(int[] direct, int role) {
        for (int from : direct) {
            RoleSet up = ups.get(from);
            if (up != null && up.contains(role)) {
                return true;
            }
        }
        return false;
    }

    /** The numbers of the roles that were deleted when the log had reached a position. */
    Set<Integer> deletedUpTo(long position) {
        return past.values().stream()
                .flatMap(List::stream)
                .filter(role -> role.deleted() <= position)
                .map(PastRole::number)
                .collect(Collectors.toUnmodifiableSet());
    }
}
