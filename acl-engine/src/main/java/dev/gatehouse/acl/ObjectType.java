package dev.gatehouse.acl;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * What objects of a type can be asked for, and below which types they may stand.
 *
 * @param rights what the type declares; {@link Right#OF_EVERY_TYPE} belongs to it as well, listed or not
 */
public record ObjectType(TypeName name, List<Right> rights, List<TypeName> parents) {

    public ObjectType {
        rights = List.copyOf(new TreeSet<>(rights));
        parents = List.copyOf(new TreeSet<>(parents));
        if (rights.size() > Limits.RIGHTS_PER_TYPE) {
            throw new IllegalArgumentException("A type declares at most " + Limits.RIGHTS_PER_TYPE + " rights");
        }
        if (parents.size() > Limits.PARENT_TYPES_PER_TYPE) {
            throw new IllegalArgumentException(
                    "A type admits at most " + Limits.PARENT_TYPES_PER_TYPE + " types as parents");
        }
    }

    public static ObjectType of(String name, Collection<String> rights, Collection<String> parents) {
        return new ObjectType(
                new TypeName(name),
                rights.stream().map(Right::new).toList(),
                parents.stream().map(TypeName::new).toList());
    }

    /** Whether objects of this type may be asked for the right. */
    public boolean declares(Right right) {
        return rights.contains(right) || Right.OF_EVERY_TYPE.contains(right);
    }
}
