package dev.gatehouse.acl.model;

import dev.gatehouse.acl.Budget;
import dev.gatehouse.acl.Limits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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

    /** The number of what decides about an object that neither has entries nor inherits any: the root. */
    int ofRoot(Model model) {
        return model.root() == ObjectTable.NONE ? NONE : number(model.objects().entries(model.root()), NONE);
    }

    /** The number of each object of a model; {@link #ABSENT} where no object has a number. Null when time is up. */
    int @Nullable [] of(Model model, Budget budget) {
        ObjectTable objects = model.objects();
        int root = ofRoot(model);
        int[] found = new int[objects.size()];
        Arrays.fill(found, ABSENT);
        int[] waiting = new int[Limits.PARENTS + 1];
        for (int object = 0; object < found.length; object++) {
            if ((object & 0xFFF) == 0 && budget.isSpent()) {
                return null;
            }
            int depth = 0;
            int next = objects.type(object) == 0 ? ObjectTable.NONE : object;
            while (next != ObjectTable.NONE && found[next] == ABSENT) {
                waiting[depth++] = next;
                next = objects.inherits(next) ? objects.parent(next) : ObjectTable.NONE;
            }
            int above = next == ObjectTable.NONE ? root : found[next];
            while (depth > 0) {
                int here = waiting[--depth];
                above = here == model.root() ? root : number(objects.entries(here), above);
                found[here] = above;
            }
        }
        return found;
    }

    /** Shows the lists that a number stands for. */
    void forEach(int number, Consumer<EntryList> each) {
        for (int next = number; next > NONE; next = steps.get(next).above()) {
            each.accept(steps.get(next).list());
        }
    }

    /** For each number, whether one of its lists has an entry for one of these roles, or for everyone. */
    boolean[] naming(Set<Long> shared) {
        boolean[] naming = new boolean[steps.size()];
        for (int number = 1; number < naming.length && !shared.isEmpty(); number++) {
            boolean[] found = {naming[steps.get(number).above()]};
            if (!found[0]) {
                steps.get(number)
                        .list()
                        .forEachShared((entry, _) -> found[0] |= shared.contains(PackedEntry.to(entry)));
            }
            naming[number] = found[0];
        }
        return naming;
    }
}
