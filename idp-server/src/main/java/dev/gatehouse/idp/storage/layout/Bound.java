package dev.gatehouse.idp.storage.layout;

/** A condition on one field of an index. Null is a value of its own that sorts before all others. */
public sealed interface Bound {

    String field();

    record Equal(String field, Object value) implements Bound {}

    record IsNull(String field) implements Bound {}

    record NotNull(String field) implements Bound {}

    record AtLeast(String field, Object value) implements Bound {}

    record Above(String field, Object value) implements Bound {}

    record Below(String field, Object value) implements Bound {}
}
