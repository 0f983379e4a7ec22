package dev.gatehouse.acl;

/** The id of a role within its workspace; it has no {@code /}. */
public record RoleId(String value) implements Comparable<RoleId> {

    public RoleId {
        Names.id("role", value);
        if (value.indexOf('/') >= 0) {
            throw new IllegalArgumentException("The id of a role contains no /");
        }
    }

    /** The role as a member, seen from its own workspace. */
    public RoleRef here() {
        return new RoleRef(RoleRef.Home.HERE, this);
    }

    /** The object on which rights over the role are given. */
    public ObjectRef asObject() {
        return new ObjectRef(TypeName.ROLE, value);
    }

    @Override
    public int compareTo(RoleId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
