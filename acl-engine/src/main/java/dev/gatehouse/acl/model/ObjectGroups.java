package dev.gatehouse.acl.model;

import dev.gatehouse.acl.Budget;
import dev.gatehouse.acl.ImpliedObjects.ImpliedType;
import dev.gatehouse.acl.TypeName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The objects of two successive models about which some decision may differ, in groups of one type with equal effective
 * entries before and equal ones after. Those of an implied type that have no record count as one.
 */
final class ObjectGroups {

    private final Model before;
    private final Model after;
    private final EffectiveEntries.Of entriesBefore;
    private final EffectiveEntries.Of entriesAfter;
    private final Map<Key, Group> groups = new HashMap<>();
    private final List<Group> inOrder = new ArrayList<>();

    private record Key(int type, int before, int after) {}

    /** An object of a type, or all of an implied type that have no record. */
    record Place(TypeName type, @Nullable String id) {}

    /** Objects of one type that decide alike, before and after; the numbers are those of {@link EffectiveEntries}. */
    static final class Group {
        final int before;
        final int after;
        final long[] declaredBefore;
        final long[] declaredAfter;
        private final TypeName type;
        private final NameTable namesBefore;
        private final NameTable namesAfter;
        private final Numbers numbersBefore = new Numbers();
        private final Numbers numbersAfter = new Numbers();
        private final List<Place> unrecorded = new ArrayList<>();

        private Group(Key key, Model modelBefore, Model modelAfter) {
            TypeTable.DefinedType typeAfter = modelAfter.types().get(key.type());
            TypeTable.DefinedType typeBefore = modelBefore.types().byNumber(key.type());
            before = key.before();
            after = key.after();
            declaredBefore =
                    typeBefore == null || before == EffectiveEntries.ABSENT ? new long[0] : typeBefore.rights();
            declaredAfter = after == EffectiveEntries.ABSENT ? new long[0] : typeAfter.rights();
            type = typeAfter.type().name();
            namesBefore = modelBefore.objects().names();
            namesAfter = modelAfter.objects().names();
        }

        /** Whether there are other rights to be had, so that anybody may gain or lose some. */
        boolean isDeclaredAnew() {
            return !Arrays.equals(declaredBefore, declaredAfter);
        }

        int size() {
            return numbersAfter.size() + numbersBefore.size() + unrecorded.size();
        }

        Place place(int index) {
            int left = index;
            if (left < numbersAfter.size()) {
                return new Place(type, namesAfter.name(numbersAfter.get(left)));
            }
            left -= numbersAfter.size();
            return left < numbersBefore.size()
                    ? new Place(type, namesBefore.name(numbersBefore.get(left)))
                    : unrecorded.get(left - numbersBefore.size());
        }
    }

    private ObjectGroups(ModelPair before, ModelPair after, EffectiveEntries effective) {
        this.before = before.workspace();
        this.after = after.workspace();
        this.entriesBefore = effective.of(before);
        this.entriesAfter = effective.of(after);
    }

    /** Null when time is up. */
    static @Nullable List<Group> of(
            ModelPair before, ModelPair after, EffectiveEntries effective, SubjectGroups subjects, Budget budget) {
        ObjectGroups made = new ObjectGroups(before, after, effective);
        Relevance relevance = new Relevance(before.workspace(), after.workspace(), subjects);
        for (int object = 0; object < relevance.end(); object++) {
            if ((object & 0x3FF) == 0 && budget.isSpent()) {
                return null;
            }
            if (relevance.isRelevant(object) || made.isTypeChanged(object)) {
                made.add(object);
            }
        }
        made.addUnrecorded();
        return made.inOrder;
    }

    private boolean isTypeChanged(int object) {
        int type = object < after.objects().size() ? after.objects().type(object) : 0;
        TypeTable.DefinedType typeBefore = before.types().byNumber(type);
        TypeTable.DefinedType typeAfter = after.types().byNumber(type);
        return typeBefore != null && typeAfter != null && !typeBefore.equals(typeAfter);
    }

    private void add(int object) {
        ObjectTable objectsBefore = before.objects();
        ObjectTable objectsAfter = after.objects();
        int here = entriesBefore.get(object);
        int there = entriesAfter.get(object);
        boolean isBefore = here != EffectiveEntries.ABSENT;
        boolean isAfter = there != EffectiveEntries.ABSENT;
        if (isBefore && isAfter && objectsAfter.names().isSame(object, objectsBefore.names())) {
            add(objectsAfter.type(object), here, there, object, true);
            return;
        }
        if (isAfter) {
            add(objectsAfter.type(object), entriesBefore.get(objectsAfter, object), there, object, true);
        }
        if (isBefore && isGone(object)) {
            add(objectsBefore.type(object), here, entriesAfter.get(objectsBefore, object), object, false);
        }
    }

    /** An implied object may go and come back under another number. */
    private boolean isGone(int object) {
        NameTable names = before.objects().names();
        return after.objects().find(names.space(object), names.name(object)) == ObjectTable.NONE;
    }

    private void add(int type, int here, int there, int object, boolean isAfter) {
        Group group = group(type, here, there);
        (isAfter ? group.numbersAfter : group.numbersBefore).add(object);
    }

    private void addUnrecorded() {
        for (TypeTable.DefinedType type : after.types().byNumber()) {
            ImpliedType rule = type.implied();
            if (rule != null) {
                TypeName name = type.type().name();
                String id = name.equals(TypeName.WORKSPACE) ? after.workspace().value() : rule.onlyId();
                if (id == null || (isUnrecorded(before, type, id) && isUnrecorded(after, type, id))) {
                    int number = type.number();
                    group(number, entriesBefore.unrecorded(number), entriesAfter.unrecorded(number))
                            .unrecorded
                            .add(new Place(name, id));
                }
            }
        }
    }

    private static boolean isUnrecorded(Model model, TypeTable.DefinedType type, String id) {
        return model.objects().find(type.number(), id) == ObjectTable.NONE;
    }

    private Group group(int type, int here, int there) {
        return groups.computeIfAbsent(new Key(type, here, there), key -> {
            Group made = new Group(key, before, after);
            inOrder.add(made);
            return made;
        });
    }
}
