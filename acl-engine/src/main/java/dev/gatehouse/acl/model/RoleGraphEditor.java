package dev.gatehouse.acl.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the next {@link RoleGraph}, keeping what each role is in up to date with every edge. Used by one thread. */
final class RoleGraphEditor {

    private final NameTable.Editor names;
    private final RefColumn.Editor<RoleNode> nodes;
    private final RefColumn.Editor<RoleSet> ups;
    private final RoleSet.Collector scratch = new RoleSet.Collector();
    private Map<String, List<RoleGraph.PastRole>> past;
    private int created;
    private boolean changed;

    RoleGraphEditor(RoleGraph base) {
        names = base.names().edit();
        nodes = base.nodes().edit();
        ups = base.ups().edit();
        past = base.past();
        created = base.created();
    }

    int find(String name) {
        return names.find(RoleGraph.SPACE, name);
    }

    int created() {
        return created;
    }

    boolean exists(int role) {
        return nodes.get(role) != null;
    }

    RoleNode node(int role) {
        RoleNode node = nodes.get(role);
        if (node == null) {
            throw new IllegalStateException("There is no role with the number " + role);
        }
        return node;
    }

    private RoleSet up(int role) {
        RoleSet up = ups.get(role);
        return up == null ? RoleSet.EMPTY : up;
    }

    /** Whether what roles are in changed, and with it whatever was derived from that. */
    boolean changed() {
        return changed;
    }

    int create(String name, long position) {
        int role = created++;
        names.put(RoleGraph.SPACE, name, role);
        scratch.add(role);
        ups.set(role, scratch.take());
        nodes.set(role, new RoleNode(name, position, SortedInts.NONE, SortedInts.NONE));
        changed = true;
        return role;
    }

    /** Whether putting a role into another would make a role contain itself. */
    boolean wouldCycle(int member, int role) {
        return up(role).contains(member);
    }

    /** How many roles the longest chain through a new membership would have; above the limit it need not be exact. */
    int depthWith(int member, int role, int limit) {
        return longestChain(role, true, limit) + longestChain(member, false, limit);
    }

    /** Walks level by level, so that a role is looked at once a level however many paths lead to it. */
    private int longestChain(int from, boolean upwards, int limit) {
        int[] level = {from};
        int length = 0;
        while (level.length > 0 && length <= limit) {
            length++;
            for (int role : level) {
                for (int next : upwards ? node(role).parents() : node(role).children()) {
                    scratch.add(next);
                }
            }
            level = scratch.takeNumbers();
        }
        return length;
    }

    boolean addMember(int member, int role) {
        if (SortedInts.contains(node(member).parents(), role)) {
            return false;
        }
        nodes.set(member, node(member).withParents(SortedInts.with(node(member).parents(), role)));
        nodes.set(role, node(role).withChildren(SortedInts.with(node(role).children(), member)));
        RoleSet gained = up(role);
        for (int below : withDescendants(new int[] {member})) {
            if (!up(below).contains(role)) {
                scratch.addAll(up(below));
                scratch.addAll(gained);
                ups.set(below, scratch.take());
            }
        }
        changed = true;
        return true;
    }

    boolean removeMember(int member, int role) {
        if (!SortedInts.contains(node(member).parents(), role)) {
            return false;
        }
        unlink(member, role);
        deriveAgain(new int[] {member});
        changed = true;
        return true;
    }

    private void unlink(int member, int role) {
        nodes.set(
                member, node(member).withParents(SortedInts.without(node(member).parents(), role)));
        nodes.set(role, node(role).withChildren(SortedInts.without(node(role).children(), member)));
    }

    void delete(int role, long position, boolean remember) {
        RoleNode node = node(role);
        for (int parent : node.parents()) {
            unlink(role, parent);
        }
        int[] children = node.children();
        for (int child : children) {
            nodes.set(
                    child,
                    node(child).withParents(SortedInts.without(node(child).parents(), role)));
        }
        names.remove(role);
        nodes.set(role, null);
        ups.set(role, null);
        deriveAgain(children);
        if (remember) {
            past = new HashMap<>(past);
            List<RoleGraph.PastRole> before = new ArrayList<>(past.getOrDefault(node.name(), List.of()));
            before.add(new RoleGraph.PastRole(role, node.created(), position));
            past.put(node.name(), List.copyOf(before));
        }
        changed = true;
    }

    private int[] withDescendants(int[] roots) {
        RoleSet.Collector seen = new RoleSet.Collector();
        int[] found = new int[Math.max(16, roots.length)];
        int count = 0;
        for (int root : roots) {
            if (seen.add(root)) {
                found[count++] = root;
            }
        }
        for (int next = 0; next < count; next++) {
            for (int child : node(found[next]).children()) {
                if (seen.add(child)) {
                    if (count == found.length) {
                        found = Arrays.copyOf(found, count * 2);
                    }
                    found[count++] = child;
                }
            }
        }
        return Arrays.copyOf(found, count);
    }

    /** Computes anew what these roles and all below them are in, each after those that it is in. */
    void deriveAgain(int[] roots) {
        int[] affected = withDescendants(roots);
        Map<Integer, Integer> waitsFor = new HashMap<>();
        RoleSet.Collector set = new RoleSet.Collector();
        for (int role : affected) {
            set.add(role);
        }
        int[] ready = new int[affected.length];
        int count = 0;
        for (int role : affected) {
            int open = 0;
            for (int parent : node(role).parents()) {
                open += set.contains(parent) ? 1 : 0;
            }
            if (open == 0) {
                ready[count++] = role;
            } else {
                waitsFor.put(role, open);
            }
        }
        for (int next = 0; next < count; next++) {
            RoleNode node = node(ready[next]);
            scratch.add(ready[next]);
            for (int parent : node.parents()) {
                scratch.addAll(up(parent));
            }
            ups.set(ready[next], scratch.take());
            for (int child : node.children()) {
                Integer open = waitsFor.get(child);
                if (open != null && open == 1) {
                    waitsFor.remove(child);
                    ready[count++] = child;
                } else if (open != null) {
                    waitsFor.put(child, open - 1);
                }
            }
        }
        if (count < affected.length) {
            throw new IllegalStateException("Roles contain themselves");
        }
    }

    /** For a snapshot: a role as it was, whose derived set is computed when all are there. */
    void restore(int role, String name, long position, int[] parents) {
        names.put(RoleGraph.SPACE, name, role);
        nodes.set(role, new RoleNode(name, position, parents, SortedInts.NONE));
        changed = true;
    }

    /** For a snapshot: after every role. */
    void restored(int everCreated, Map<String, List<RoleGraph.PastRole>> deleted) {
        created = everCreated;
        past = deleted;
        int[][] children = new int[created][];
        List<Integer> existing = new ArrayList<>();
        int[] counts = new int[created];
        for (int role = 0; role < created; role++) {
            if (exists(role)) {
                existing.add(role);
                for (int parent : node(role).parents()) {
                    counts[parent]++;
                }
            }
        }
        Arrays.setAll(children, role -> new int[counts[role]]);
        for (int role : existing.reversed()) {
            for (int parent : node(role).parents()) {
                children[parent][--counts[parent]] = role;
            }
        }
        existing.forEach(role -> nodes.set(role, node(role).withChildren(children[role])));
        deriveAgain(existing.stream().mapToInt(Integer::intValue).toArray());
    }

    RoleGraph freeze() {
        return new RoleGraph(names.freeze(), nodes.freeze(), ups.freeze(), created, past);
    }
}
