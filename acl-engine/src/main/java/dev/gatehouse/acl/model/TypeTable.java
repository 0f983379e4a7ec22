package dev.gatehouse.acl.model;

import dev.gatehouse.acl.ImpliedObjects;
import dev.gatehouse.acl.ObjectType;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.TypeName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The object types of one workspace by name and by number, those of implied objects included. Numbers begin at 1.
 *
 * @param byName written to by nobody; a hash map, which finds without dividing
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, written to by nobody
record TypeTable(Map<String, DefinedType> byName, List<DefinedType> byNumber, long[] declared) {

    static final TypeTable EMPTY = new TypeTable(Map.of(), List.of(), new long[0]);

    /**
     * A type with what makes questions about it quick.
     *
     * @param rights the numbers of the rights that may be asked for, as bits
     * @param implied the rule when objects of the type exist without a record
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody, written to by nobody
    record DefinedType(int number, ObjectType type, long[] rights, ImpliedObjects.@Nullable ImpliedType implied) {

        boolean declares(int right) {
            return RightTable.isIn(rights, right);
        }

        /** The rights that may be asked for: those of every type first. */
        List<Right> askable() {
            List<Right> all = new ArrayList<>(Right.OF_EVERY_TYPE);
            type.rights().stream().filter(right -> !all.contains(right)).forEach(all::add);
            return all;
        }
    }

    @Nullable DefinedType find(TypeName name) {
        return byName.get(name.value());
    }

    @Nullable DefinedType byNumber(int number) {
        return number >= 1 && number <= byNumber.size() ? byNumber.get(number - 1) : null;
    }

    DefinedType get(int number) {
        return byNumber.get(number - 1);
    }

    int count() {
        return byNumber.size();
    }

    /**
     * With a type that was defined, perhaps by an earlier release: a built-in one has what it has now and what was added.
     *
     * @param rights with the names of all of these
     */
    TypeTable with(ObjectType defined, RightTable rights, ImpliedObjects.@Nullable ImpliedType implied) {
        return put(implied == null ? defined : extended(implied.type(), defined), rights, implied);
    }

    private static ObjectType extended(ObjectType builtIn, ObjectType defined) {
        List<Right> rights = new ArrayList<>(builtIn.rights());
        rights.addAll(defined.rights());
        return new ObjectType(builtIn.name(), rights, builtIn.parents());
    }

    private TypeTable put(ObjectType type, RightTable rights, ImpliedObjects.@Nullable ImpliedType implied) {
        DefinedType before = byName.get(type.name().value());
        List<Right> askable = new ArrayList<>(Right.OF_EVERY_TYPE);
        askable.addAll(type.rights());
        int number = before == null ? byNumber.size() + 1 : before.number();
        DefinedType defined = new DefinedType(number, type, rights.bits(askable), implied);
        Map<String, DefinedType> nextNames = new HashMap<>(byName);
        nextNames.put(type.name().value(), defined);
        List<DefinedType> nextNumbers = new ArrayList<>(byNumber);
        if (before == null) {
            nextNumbers.add(defined);
        } else {
            nextNumbers.set(number - 1, defined);
        }
        return new TypeTable(nextNames, List.copyOf(nextNumbers), union(nextNumbers));
    }

    /** Whether any type but one declares a right. */
    boolean isDeclaredBeside(TypeName name, Right right) {
        return byNumber.stream()
                .anyMatch(defined ->
                        !defined.type().name().equals(name) && defined.type().declares(right));
    }

    /** Whether any type declares the right with a number. */
    boolean isDeclared(int right) {
        return RightTable.isIn(declared, right);
    }

    private static long[] union(List<DefinedType> types) {
        int longest =
                types.stream().mapToInt(type -> type.rights().length).max().orElse(0);
        long[] union = new long[longest];
        for (DefinedType type : types) {
            for (int word = 0; word < type.rights().length; word++) {
                union[word] |= type.rights()[word];
            }
        }
        return union;
    }
}
