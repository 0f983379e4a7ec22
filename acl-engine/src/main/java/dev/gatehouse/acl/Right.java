package dev.gatehouse.acl;

import java.util.List;

/** The name of something that may be done: up to 64 ASCII letters, digits, {@code _ . - :} and {@code /}. */
public record Right(String name) implements Comparable<Right> {

    public static final Right READ = new Right("read");
    public static final Right UPDATE = new Right("update");
    public static final Right DELETE = new Right("delete");
    public static final Right INVOKE = new Right("invoke");
    public static final Right SHARE = new Right("share");

    /** The rights that belong to every type, declared or not. */
    public static final List<Right> OF_EVERY_TYPE = List.of(READ, UPDATE, DELETE, INVOKE, SHARE);

    public Right {
        Names.name("right", name, "_.-:/");
    }

    @Override
    public int compareTo(Right other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
