package dev.gatehouse.acl.model;

import dev.gatehouse.acl.Budget;
import dev.gatehouse.acl.ImpliedObjects.ImpliedType;
import dev.gatehouse.acl.TypeName;
import dev.gatehouse.acl.WorkspaceId;
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

    private final Half before;
    private final Half after;
    private final boolean[] naming;
    private final boolean everywhere;
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

        /** Whether the entries or the type differ, and so perhaps what anybody may do. */
        boolean differs() {
            return before != after || !Arrays.equals(declaredBefore, declaredAfter);
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

    /** A model and the number of each of its objects. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody, written to by nobody
    private record Half(ModelPair models, int[] entries, int root) {

        int at(int object) {
            return object < entries.length ? entries[object] : EffectiveEntries.ABSENT;
        }

        ObjectTable objects() {
            return models.workspace().objects();
        }

        /** The entries about an object of a type that has no record. */
        int unrecorded(int type) {
            TypeTable.DefinedType defined = models.workspace().types().byNumber(type);
            if (defined == null || defined.implied() == null) {
                return EffectiveEntries.ABSENT;
            }
            int above = models.firstRecordedAbove(defined.implied());
            return above == ObjectTable.NONE ? root : entries[above];
        }

        boolean isUnrecorded(TypeTable.DefinedType type, String id) {
            return objects().find(type.number(), id) == ObjectTable.NONE;
        }
    }

    private ObjectGroups(Half before, Half after, boolean[] naming, boolean everywhere) {
        this.before = before;
        this.after = after;
        this.naming = naming;
        this.everywhere = everywhere;
    }

    /** Null when time is up. */
    static @Nullable List<Group> of(
            ModelPair before, ModelPair after, EffectiveEntries effective, SubjectGroups subjects, Budget budget) {
        int[] entriesBefore = effective.of(before.workspace(), budget);
        int[] entriesAfter = entriesBefore == null ? null : effective.of(after.workspace(), budget);
        if (entriesBefore == null || entriesAfter == null) {
            return null;
        }
        ObjectGroups made = new ObjectGroups(
                new Half(before, entriesBefore, effective.ofRoot(before.workspace())),
                new Half(after, entriesAfter, effective.ofRoot(after.workspace())),
                effective.naming(subjects.changes()),
                subjects.changesAtSystemRoot());
        int end = Math.max(entriesBefore.length, entriesAfter.length);
        for (int object = 0; object < end; object++) {
            if ((object & 0xFFF) == 0 && budget.isSpent()) {
                return null;
            }
            made.add(object);
        }
        made.addUnrecorded();
        return made.inOrder;
    }

    private void add(int object) {
        int entriesBefore = before.at(object);
        int entriesAfter = after.at(object);
        boolean isBefore = entriesBefore != EffectiveEntries.ABSENT;
        boolean isAfter = entriesAfter != EffectiveEntries.ABSENT;
        if (isBefore
                && isAfter
                && after.objects().names().isSame(object, before.objects().names())) {
            add(after.objects().type(object), entriesBefore, entriesAfter, object, true);
            return;
        }
        if (isAfter) {
            int type = after.objects().type(object);
            add(type, before.unrecorded(type), entriesAfter, object, true);
        }
        if (isBefore) {
            int type = before.objects().type(object);
            add(type, entriesBefore, after.unrecorded(type), object, false);
        }
    }

    private void add(int type, int entriesBefore, int entriesAfter, int object, boolean isAfter) {
        Group group = group(type, entriesBefore, entriesAfter);
        if (group != null) {
            (isAfter ? group.numbersAfter : group.numbersBefore).add(object);
        }
    }

    private void addUnrecorded() {
        WorkspaceId workspace = after.models().workspace().workspace();
        for (TypeTable.DefinedType type : after.models().workspace().types().byNumber()) {
            ImpliedType rule = type.implied();
            if (rule != null) {
                TypeName name = type.type().name();
                String id = name.equals(TypeName.WORKSPACE) ? workspace.value() : rule.onlyId();
                if (id == null || (before.isUnrecorded(type, id) && after.isUnrecorded(type, id))) {
                    int number = type.number();
                    Group group = group(number, before.unrecorded(number), after.unrecorded(number));
                    if (group != null) {
                        group.unrecorded.add(new Place(name, id));
                    }
                }
            }
        }
    }

    /** Null where nothing can differ. */
    private @Nullable Group group(int type, int entriesBefore, int entriesAfter) {
        Key key = new Key(type, entriesBefore, entriesAfter);
        Group known = groups.get(key);
        if (known != null || !mayDiffer(key)) {
            return known;
        }
        Group made = new Group(key, before.models().workspace(), after.models().workspace());
        groups.put(key, made);
        inOrder.add(made);
        return made;
    }

    private boolean mayDiffer(Key key) {
        return everywhere || key.before() != key.after() || isTypeChanged(key.type()) || naming[key.after()];
    }

    private boolean isTypeChanged(int type) {
        TypeTable.DefinedType typeBefore = before.models().workspace().types().byNumber(type);
        TypeTable.DefinedType typeAfter = after.models().workspace().types().byNumber(type);
        return typeBefore != null && typeAfter != null && !typeBefore.type().equals(typeAfter.type());
    }
}
