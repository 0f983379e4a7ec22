package dev.gatehouse.acl.model;

import dev.gatehouse.acl.Budget;
import dev.gatehouse.acl.Shift;
import dev.gatehouse.acl.model.GroupEvaluation.Change;
import dev.gatehouse.acl.model.SubjectGroups.Group;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What becomes allowed and what no longer is between two successive model pairs, as of one time: for every subject, right
 * and object. Whoever decides alike is looked at once, so the work is that of the differences between objects and between
 * subjects, not of their number.
 */
public final class Comparison {

    /** More differences than this are counted only as far as they were found. */
    private static final int MOST_BLOCKS = 1 << 22;

    private final RightTable rights;
    private final @Nullable SubjectGroups subjects;
    private final List<Block> blocks = new ArrayList<>();
    private long gained;
    private long lost;
    private boolean complete;

    private Comparison(RightTable rights, @Nullable SubjectGroups subjects) {
        this.rights = rights;
        this.subjects = subjects;
    }

    /**
     * Each of some subjects gains and loses the same on each of some objects.
     *
     * @param places the subjects
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody, written to by nobody
    record Block(ObjectGroups.Group objects, int[] places, Change change) {

        long size() {
            return (long) objects.size() * places.length * rights();
        }

        int rights() {
            return change.gained().count() + change.lost().count();
        }
    }

    /**
     * Compares.
     *
     * @param after of the same workspace, at most one record of each log later
     * @param time in milliseconds, at which both are asked
     */
    public static Comparison of(ModelPair before, ModelPair after, long time, Budget budget) {
        RightTable rights = after.workspace().rights();
        SubjectGroups subjects = SubjectGroups.of(
                new SubjectSide.Maker(before, rights, time), new SubjectSide.Maker(after, rights, time), budget);
        Comparison made = new Comparison(rights, subjects);
        EffectiveEntries effective = new EffectiveEntries();
        List<ObjectGroups.Group> objects =
                subjects == null ? null : ObjectGroups.of(before, after, effective, subjects, budget);
        if (subjects != null && objects != null) {
            GroupEvaluation evaluation = new GroupEvaluation(effective, rights, time);
            made.complete = made.new Collecting(subjects, effective, evaluation, budget).add(objects);
        }
        return made;
    }

    /** How many times a subject gains a right on an object; those whom nothing names count as one subject. */
    public long gained() {
        return gained;
    }

    public long lost() {
        return lost;
    }

    /** Whether everything was looked at within the time; if not, there may be more than was counted. */
    public boolean isComplete() {
        return complete;
    }

    /** The differences from a place on, 0 being the first; those gained and those lost count alike. */
    public List<Shift> shifts(long from, int most) {
        return ComparisonShifts.of(this, from, most);
    }

    /** 32 bytes that are equal when exactly the same is gained and lost; null when time is up. */
    public byte @Nullable [] digest(Budget budget) {
        return complete ? ComparisonDigest.of(this, budget) : null;
    }

    RightTable rights() {
        return rights;
    }

    List<Block> blocks() {
        return blocks;
    }

    SubjectGroups subjects() {
        if (subjects == null) {
            throw new IllegalStateException("Nothing was compared");
        }
        return subjects;
    }

    /** Goes through all groups of objects, and for each through the groups of subjects that matter. */
    private final class Collecting {
        private final SubjectGroups subjects;
        private final EffectiveEntries effective;
        private final GroupEvaluation evaluation;
        private final Budget budget;
        private final Affected affected;

        /** Most blocks say one of a few things, which are kept once. */
        private final Map<Change, Change> changes = new HashMap<>();

        private Collecting(
                SubjectGroups subjects, EffectiveEntries effective, GroupEvaluation evaluation, Budget budget) {
            this.subjects = subjects;
            this.effective = effective;
            this.evaluation = evaluation;
            this.budget = budget;
            this.affected = new Affected(subjects, effective);
        }

        private boolean add(List<ObjectGroups.Group> objects) {
            for (ObjectGroups.Group group : objects) {
                if (budget.isSpent() || !add(group, affected.by(group))) {
                    return false;
                }
            }
            return true;
        }

        private boolean add(ObjectGroups.Group group, Affected.By by) {
            if (by.isNobody()) {
                return true;
            }
            int[] named = named(group);
            for (int of = by.groups().nextSetBit(0); of >= 0; of = by.groups().nextSetBit(of + 1)) {
                if (isOver()) {
                    return false;
                }
                addShared(group, subjects.all().get(of), named);
            }
            for (int place : named) {
                if (by.groups().get(subjects.indexOf(place)) || SortedInts.contains(by.named(), place)) {
                    if (isOver()) {
                        return false;
                    }
                    add(group, new int[] {place}, evaluation.change(group, subjects.group(place), place));
                }
            }
            return true;
        }

        private boolean isOver() {
            return budget.isSpent() || blocks.size() >= MOST_BLOCKS;
        }

        /** The subjects that the entries name, and that therefore are not like the others of their group. */
        private int[] named(ObjectGroups.Group group) {
            Numbers named = new Numbers();
            effective.forEach(group.before, list -> list.forEachNamed(named::add));
            if (group.after != group.before) {
                effective.forEach(group.after, list -> list.forEachNamed(named::add));
            }
            return named.sorted();
        }

        private void addShared(ObjectGroups.Group objects, Group of, int[] named) {
            Change change = evaluation.change(objects, of);
            if (change != null) {
                add(objects, named.length == 0 ? of.places() : without(of.places(), named), change);
            }
        }

        private static int[] without(int[] places, int[] named) {
            for (int place : named) {
                if (SortedInts.contains(places, place)) {
                    return Arrays.stream(places)
                            .filter(other -> !SortedInts.contains(named, other))
                            .toArray();
                }
            }
            return places;
        }

        private void add(ObjectGroups.Group objects, int[] places, @Nullable Change change) {
            if (change != null && places.length > 0) {
                blocks.add(new Block(objects, places, changes.computeIfAbsent(change, _ -> change)));
                long pairs = (long) objects.size() * places.length;
                gained += pairs * change.gained().count();
                lost += pairs * change.lost().count();
            }
        }
    }
}
