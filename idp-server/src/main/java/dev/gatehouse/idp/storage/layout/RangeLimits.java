package dev.gatehouse.idp.storage.layout;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The range of a query: {@code from <= value < to}, either end open where it is null. */
record RangeLimits(@Nullable Object from, @Nullable Object to) {

    boolean isOpen() {
        return from == null && to == null;
    }

    /** A range with any end leaves null out. */
    boolean contains(@Nullable Object value) {
        if (value == null) {
            return isOpen();
        }
        return (from == null || compare(value, from) >= 0) && (to == null || compare(value, to) < 0);
    }

    void addLower(List<Bound> bounds, String field) {
        if (from != null) {
            bounds.add(new Bound.AtLeast(field, from));
        }
    }

    void addUpper(List<Bound> bounds, String field) {
        if (to != null) {
            bounds.add(new Bound.Below(field, to));
        }
    }

    private static int compare(Object left, Object right) {
        return switch (left) {
            case Long number -> number.compareTo((Long) right);
            case Boolean flag -> flag.compareTo((Boolean) right);
            case String text -> Text.compare(text, (String) right);
            default -> throw new IllegalArgumentException("not an indexed value: " + left.getClass());
        };
    }
}
