package dev.gatehouse.acl.model;

import java.util.Arrays;
import java.util.Map;

/**
 * The roles of {@code system} that are members of this workspace's roles, both ways: which roles each is a direct member
 * of, and which of them are, at any depth, in a role.
 */
final class SystemMembers {

    static final SystemMembers NONE = new SystemMembers(Map.of(), new int[0][]);

    private final Map<Integer, int[]> direct;
    private final int[][] below;

    private SystemMembers(Map<Integer, int[]> direct, int[][] below) {
        this.direct = direct;
        this.below = below;
    }

    static SystemMembers of(Map<Integer, int[]> direct, RoleGraph roles) {
        if (direct.isEmpty()) {
            return NONE;
        }
        int[][] below = new int[roles.created()][];
        Arrays.fill(below, SortedInts.NONE);
        direct.forEach((systemRole, into) -> {
            RoleSet.Collector reached = new RoleSet.Collector();
            for (int role : into) {
                reached.addAll(roles.up(role));
            }
            for (int role : reached.takeNumbers()) {
                below[role] = SortedInts.with(below[role], systemRole);
            }
        });
        return new SystemMembers(Map.copyOf(direct), below);
    }

    /** The roles of {@code system} whose members are in a role. */
    int[] below(int role) {
        return role < below.length ? below[role] : SortedInts.NONE;
    }

    Map<Integer, int[]> direct() {
        return direct;
    }

    int[] direct(int systemRole) {
        return direct.getOrDefault(systemRole, SortedInts.NONE);
    }

    Iterable<Integer> all() {
        return direct.keySet();
    }
}
