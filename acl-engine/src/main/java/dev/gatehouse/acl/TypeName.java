package dev.gatehouse.acl;

/** The name of an object type: up to 64 ASCII letters, digits, {@code _}, {@code .} and {@code -}. */
public record TypeName(String value) implements Comparable<TypeName> {

    /** The type of the root object that each workspace has. */
    public static final TypeName WORKSPACE = new TypeName("workspace");

    /** The type of the object that stands for a role where rights over the role are given. */
    public static final TypeName ROLE = new TypeName("role");

    public TypeName {
        Names.name("type", value, "_.-");
    }

    @Override
    public int compareTo(TypeName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
