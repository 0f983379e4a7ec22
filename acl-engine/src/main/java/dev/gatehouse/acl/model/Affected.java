package dev.gatehouse.acl.model;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who may be decided differently about a group of objects: those whose roles change, and those for whom an entry comes or
 * goes. All others are not looked at.
 */
final class Affected {

    private final SubjectGroups subjects;
    private final EffectiveEntries effective;
    private final By all;
    private final By changed;
    private final Map<Difference, By> byDifference = new HashMap<>();

    /**
     * Groups of subjects by their index, and subjects besides.
     *
     * @param named places, in order
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody, written to by nobody
    record By(BitSet groups, int[] named) {

        boolean isNobody() {
            return groups.isEmpty() && named.length == 0;
        }
    }

    /** The lists that are on one of both paths only. */
    private record Difference(List<EntryList> gone, List<EntryList> come) {}

    private record Given(long entry, long expiresAt) {}

    Affected(SubjectGroups subjects, EffectiveEntries effective) {
        this.subjects = subjects;
        this.effective = effective;
        BitSet everybody = new BitSet();
        everybody.set(0, subjects.all().size());
        all = new By(everybody, SortedInts.NONE);
        BitSet others = new BitSet();
        for (int group = 0; group < subjects.all().size(); group++) {
            others.set(group, subjects.all().get(group).changed());
        }
        changed = new By(others, SortedInts.NONE);
    }

    By by(ObjectGroups.Group objects) {
        if (objects.isDeclaredAnew()) {
            return all;
        }
        if (objects.before == objects.after) {
            return changed;
        }
        List<EntryList> gone = effective.lists(objects.before);
        List<EntryList> come = new ArrayList<>();
        for (EntryList list : effective.lists(objects.after)) {
            if (!gone.remove(list)) {
                come.add(list);
            }
        }
        return byDifference.computeIfAbsent(new Difference(gone, come), this::find);
    }

    private By find(Difference difference) {
        Set<Given> before = given(difference.gone());
        Set<Given> after = given(difference.come());
        Set<Given> differing = new HashSet<>(before);
        differing.removeAll(after);
        after.removeAll(before);
        differing.addAll(after);
        BitSet groups = (BitSet) changed.groups().clone();
        Numbers named = new Numbers();
        Set<Long> shared = new HashSet<>();
        for (Given given : differing) {
            if (PackedEntry.kind(given.entry()) == PackedEntry.SUBJECT) {
                named.add(PackedEntry.number(given.entry()));
            } else {
                shared.add(PackedEntry.to(given.entry()));
            }
        }
        for (long to : shared) {
            for (int group = 0; group < subjects.all().size(); group++) {
                SubjectGroups.Group of = subjects.all().get(group);
                if (of.before().includes(to) || of.after().includes(to)) {
                    groups.set(group);
                }
            }
        }
        return new By(groups, named.sorted());
    }

    private static Set<Given> given(List<EntryList> lists) {
        Set<Given> given = new HashSet<>();
        lists.forEach(list -> list.forEach((entry, expiresAt) -> given.add(new Given(entry, expiresAt))));
        return given;
    }
}
