package dev.gatehouse.acl.model;

import dev.gatehouse.acl.Budget;
import dev.gatehouse.acl.Everyone;
import dev.gatehouse.acl.Member;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is named in two successive model pairs, and one more for all who are not, in groups: the members of a group have
 * the same roles before and the same after. Each has a place: first those whom the workspace's log names, then those whom
 * only that of {@code system} does.
 */
final class SubjectGroups {

    /** The place of all whom no log names, who are everyone and nothing more. */
    static final int OTHERS = SubjectTable.EVERYONE;

    private static final int NOBODY = -1;

    private final SubjectTable here;
    private final SubjectTable there;
    private final int[] groupOf;
    private final List<Group> groups = new ArrayList<>();

    /**
     * Subjects that decide alike but for entries that name one of them.
     *
     * @param places in order
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody, written to by nobody
    record Group(SubjectSide before, SubjectSide after, int[] places) {

        boolean changed() {
            return !before.equals(after);
        }
    }

    private SubjectGroups(SubjectTable here, SubjectTable there, int[] groupOf) {
        this.here = here;
        this.there = there;
        this.groupOf = groupOf;
    }

    List<Group> all() {
        return groups;
    }

    Group group(int place) {
        return groups.get(groupOf[place]);
    }

    int indexOf(int place) {
        return groupOf[place];
    }

    Member member(int place) {
        if (place == OTHERS) {
            return Everyone.EVERYONE;
        }
        return place < here.count() ? here.subject(place) : there.subject(place - here.count() + SubjectTable.FIRST);
    }

    /** Every entry for a role or for everyone that a group gains or loses. */
    Set<Long> changes() {
        Set<Long> changes = new HashSet<>();
        for (Group group : groups) {
            if (group.changed()) {
                group.before().addMissingIn(group.after(), changes);
                group.after().addMissingIn(group.before(), changes);
            }
        }
        return changes;
    }

    /** Whether what the root of {@code system} says to somebody changes, and so everywhere. */
    boolean changesAtSystemRoot() {
        return groups.stream().anyMatch(group -> !group.before().saysSame(group.after()));
    }

    /** Null when time is up. */
    static @Nullable SubjectGroups of(SubjectSide.Maker before, SubjectSide.Maker after, Budget budget) {
        SubjectTable here = after.models().workspace().subjects();
        SubjectTable there = after.models().system().subjects();
        boolean isSystem = after.models().workspace().isSystem();
        int places = here.count() + (isSystem ? 0 : there.count() - SubjectTable.FIRST);
        SubjectGroups made = new SubjectGroups(here, there, new int[places]);
        Collecting collecting = new Collecting(made, before, after);
        for (int place = 0; place < places; place++) {
            if ((place & 0xFF) == 0 && budget.isSpent()) {
                return null;
            }
            collecting.add(place, isSystem);
        }
        collecting.end();
        return made;
    }

    /** The direct roles of a subject, from which all else about a group follows. */
    private record Direct(SubjectSide.Roots before, SubjectSide.Roots after) {}

    private record Sides(SubjectSide before, SubjectSide after) {}

    /** Finds the group of each place. */
    private static final class Collecting {
        private final SubjectGroups made;
        private final SubjectSide.Maker before;
        private final SubjectSide.Maker after;
        private final Map<Direct, Integer> byDirect = new HashMap<>();
        private final Map<Sides, Integer> bySides = new HashMap<>();
        private final List<Sides> sides = new ArrayList<>();

        private Collecting(SubjectGroups made, SubjectSide.Maker before, SubjectSide.Maker after) {
            this.made = made;
            this.before = before;
            this.after = after;
        }

        private void add(int place, boolean isSystem) {
            int here = place == OTHERS || place >= made.here.count() ? NameTable.UNKNOWN : place;
            int there = here;
            if (place != OTHERS && !isSystem) {
                if (here == NameTable.UNKNOWN) {
                    there = place - made.here.count() + SubjectTable.FIRST;
                    if (made.here.find(made.there.subject(there)) != NameTable.UNKNOWN) {
                        made.groupOf[place] = NOBODY;
                        return;
                    }
                } else {
                    there = made.there.find(made.here.subject(here));
                }
            }
            Direct direct = new Direct(before.roots(here, there), after.roots(here, there));
            made.groupOf[place] = byDirect.computeIfAbsent(
                    direct, _ -> group(new Sides(before.side(direct.before()), after.side(direct.after()))));
        }

        private int group(Sides found) {
            return bySides.computeIfAbsent(found, _ -> {
                sides.add(found);
                return sides.size() - 1;
            });
        }

        private void end() {
            int[] sizes = new int[sides.size()];
            for (int group : made.groupOf) {
                if (group != NOBODY) {
                    sizes[group]++;
                }
            }
            for (int group = 0; group < sizes.length; group++) {
                Sides both = sides.get(group);
                made.groups.add(new Group(both.before(), both.after(), new int[sizes[group]]));
            }
            Arrays.fill(sizes, 0);
            for (int place = 0; place < made.groupOf.length; place++) {
                int group = made.groupOf[place];
                if (group != NOBODY) {
                    made.groups.get(group).places()[sizes[group]++] = place;
                }
            }
        }
    }
}
