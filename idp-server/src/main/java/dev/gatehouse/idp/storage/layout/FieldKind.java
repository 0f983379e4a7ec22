package dev.gatehouse.idp.storage.layout;

/** The stored form of a field. */
public enum FieldKind {
    /** A {@code String}: text, enum names, and records around one of them. */
    TEXT,
    /** A {@code Long}: integers, instants in microseconds since the epoch, durations in nanoseconds. */
    NUMBER,
    /** A {@code Boolean}. */
    FLAG,
    /** A {@code byte[]}. */
    BYTES,
    /** JSON text: lists, sets, maps and records of several components. */
    NESTED;

    /** Whether an index may hold such a field. */
    public boolean indexable() {
        return this == TEXT || this == NUMBER || this == FLAG;
    }
}
