package dev.gatehouse.idp.storage;

/** What became of a conditional write. */
public sealed interface WriteResult {

    /** It is durable. For {@code insertAll} and {@code deleteIf} the version is the one that was acted upon. */
    record Written(long version) implements WriteResult {}

    /** The id or a unique index holds another document; {@code index} is the index's name, or {@code id}. */
    record Conflict(String index) implements WriteResult {}

    /** The document has another version by now. */
    record Stale() implements WriteResult {}

    /** There is no such document, or it has expired. */
    record Missing() implements WriteResult {}

    default boolean written() {
        return this instanceof Written;
    }
}
