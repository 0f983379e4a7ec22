package dev.gatehouse.acl;

/**
 * A role as a workspace names it: one of its own, written {@code role:id}, or one of {@code system}, written
 * {@code role:system/id}. In {@code system} both mean the same.
 */
public record RoleRef(Home home, RoleId id) implements Member {

    /** Whose role it is. */
    public enum Home {
        HERE,
        SYSTEM
    }

    public static RoleRef here(String id) {
        return new RoleRef(Home.HERE, new RoleId(id));
    }

    public static RoleRef ofSystem(String id) {
        return new RoleRef(Home.SYSTEM, new RoleId(id));
    }

    /** Reads {@code role:id} or {@code role:system/id}. */
    public static RoleRef parse(String written) {
        if (!written.startsWith("role:")) {
            throw new IllegalArgumentException("A role is written role:id or role:system/id");
        }
        String rest = written.substring(5);
        return rest.startsWith("system/") ? ofSystem(rest.substring(7)) : here(rest);
    }

    @Override
    public String toString() {
        return home == Home.SYSTEM ? "role:system/" + id : "role:" + id;
    }
}
