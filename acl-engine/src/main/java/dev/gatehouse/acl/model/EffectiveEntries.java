package dev.gatehouse.acl.model;

import dev.gatehouse.acl.Limits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The access lists that decide about objects, as numbers: objects with one number have equal lists on their paths. A
 * number stands for a list and the number of what is above it, so one of these serves a model and the one after it, and
 * says where they differ. The root of {@code system} is left to those who ask.
 */
final class EffectiveEntries {

    /** No entries at all. */
    static final int NONE = 0;

    /** Of an object that does not exist. */
    static final int ABSENT = -1;

    private record Step(EntryList list, int above) {}

    private final Map<Step, Integer> numbers = new HashMap<>();
    private final List<Step> steps = new ArrayList<>(List.of(new Step(FlatEntries.EMPTY, NONE)));

    private int number(EntryList list, int above) {
        if (list.size() == 0) {
            return above;
        }
        Step step = new Step(list, above);
        Integer known = numbers.putIfAbsent(step, steps.size());
        if (known != null) {
            return known;
        }
        steps.add(step);
        return steps.size() - 1;
    }

    /** Shows the lists that a number stands for. */
    void forEach(int number, Consumer<EntryList> each) {
        for (int next = number; next > NONE; next = steps.get(next).above()) {
            each.accept(steps.get(next).list());
        }
    }

    /** The lists that a number stands for, the nearest first. */
    List<EntryList> lists(int number) {
        List<EntryList> lists = new ArrayList<>();
        forEach(number, lists::add);
        return lists;
    }

    Of of(ModelPair models) {
        return new Of(models);
    }

    /** The numbers of one model's objects, each found when it is asked for. */
    final class Of {

        private static final int UNKNOWN = -2;

        private final ModelPair models;
        private final ObjectTable objects;
        private final int rootObject;
        private final int root;
        private final int[] found;
        private final int[] waiting = new int[Limits.PARENTS + 1];

        private Of(ModelPair models) {
            this.models = models;
            objects = models.workspace().objects();
            rootObject = models.workspace().root();
            root = rootObject == ObjectTable.NONE ? NONE : number(objects.entries(rootObject), NONE);
            found = new int[objects.size()];
            Arrays.fill(found, UNKNOWN);
        }

        /** {@link #ABSENT} when no object has the number. */
        int get(int object) {
            if (object >= found.length || objects.type(object) == 0) {
                return ABSENT;
            }
            int depth = 0;
            int next = object;
            while (next != ObjectTable.NONE && found[next] == UNKNOWN) {
                waiting[depth++] = next;
                next = objects.inherits(next) ? objects.parent(next) : ObjectTable.NONE;
            }
            int above = next == ObjectTable.NONE ? root : found[next];
            while (depth > 0) {
                int here = waiting[--depth];
                above = here == rootObject ? root : number(objects.entries(here), above);
                found[here] = above;
            }
            return above;
        }

        /** Of an object that has another number in another model, or is implied, or does not exist. */
        int get(ObjectTable others, int other) {
            int type = others.type(other);
            int object = objects.find(type, others.names().name(other));
            return object == ObjectTable.NONE ? unrecorded(type) : get(object);
        }

        /** Of an object of a type that has no record. */
        int unrecorded(int type) {
            TypeTable.DefinedType defined = models.workspace().types().byNumber(type);
            if (defined == null || defined.implied() == null) {
                return ABSENT;
            }
            int above = models.firstRecordedAbove(defined.implied());
            return above == ObjectTable.NONE ? root : get(above);
        }
    }
}
