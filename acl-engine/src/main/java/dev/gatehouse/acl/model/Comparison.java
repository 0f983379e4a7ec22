package dev.gatehouse.acl.model;

import dev.gatehouse.acl.Budget;
import dev.gatehouse.acl.model.GroupEvaluation.Change;
import dev.gatehouse.acl.model.SubjectGroups.Group;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes allowed and what no longer is between two successive model pairs, as of one time: for every subject, right
 * and object. Whoever decides alike is looked at once, so the work is that of the differences between objects and between
 * subjects, not of their number.
 */
public final class Comparison {

    /** More differences than this are counted only as far as they were found. */
    private static final int MOST_BLOCKS = 1 << 20;

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
        private final List<Group> changed;

        private Collecting(
                SubjectGroups subjects, EffectiveEntries effective, GroupEvaluation evaluation, Budget budget) {
            this.subjects = subjects;
            this.effective = effective;
            this.evaluation = evaluation;
            this.budget = budget;
            this.changed = subjects.all().stream().filter(Group::changed).toList();
        }

        private boolean add(List<ObjectGroups.Group> objects) {
            for (ObjectGroups.Group group : objects) {
                int[] named = named(group);
                boolean all = group.differs();
                for (Group of : all ? subjects.all() : changed) {
                    if (budget.isSpent() || blocks.size() >= MOST_BLOCKS) {
                        return false;
                    }
                    add(group, of, named);
                }
                for (int place : named) {
                    Group of = subjects.group(place);
                    if (all || of.changed()) {
                        if (budget.isSpent() || blocks.size() >= MOST_BLOCKS) {
                            return false;
                        }
                        add(group, new int[] {place}, evaluation.change(group, of, place));
                    }
                }
            }
            return true;
        }

        /** The subjects that the entries name, and that therefore are not like the others of their group. */
        private int[] named(ObjectGroups.Group group) {
            Numbers named = new Numbers();
            for (int entries : new int[] {group.before, group.after}) {
                effective.forEach(entries, list -> list.forEachNamed(named::add));
            }
            return named.sorted();
        }

        private void add(ObjectGroups.Group objects, Group of, int[] named) {
            Change change = evaluation.change(objects, of);
            if (!change.isNone()) {
                int[] places = named.length == 0
                        ? of.places()
                        : Arrays.stream(of.places())
                                .filter(place -> !SortedInts.contains(named, place))
                                .toArray();
                add(objects, places, change);
            }
        }

        private void add(ObjectGroups.Group objects, int[] places, Change change) {
            Block block = new Block(objects, places, change);
            if (block.size() > 0) {
                blocks.add(block);
                long pairs = (long) objects.size() * places.length;
                gained += pairs * change.gained().count();
                lost += pairs * change.lost().count();
            }
        }
    }
}
