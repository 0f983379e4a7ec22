package dev.gatehouse.idp.storage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One collection of documents.
 *
 * <p>Every method is atomic by itself and there is no transaction across documents: first use of anything single-use
 * is decided by {@link #insert} or {@link #take}, never by a counted update. An expired document is never returned,
 * swept or not. Ids are byte-exact. Reads see every write acknowledged before they began, on this node.
 *
 * <p>A document comes back as it was written, except that instants keep their microseconds only. A component that is
 * newer than a document reads as null, zero, false or an empty collection. An id or text that is not well-formed UTF-16,
 * an id that is empty or too long, and a document that is too large are refused with {@link IllegalArgumentException}.
 * On an append-only collection replace, delete and take end in {@link UnsupportedOperationException}.
 */
public interface Documents<T extends Record> {

    /** The longest id, in bytes of UTF-8. */
    int MAX_ID_BYTES = 1_024;

    /** The most text and bytes that the components of one document hold together. */
    int MAX_CHARACTERS = 4 * 1024 * 1024;

    DocumentType<T> type();

    /** The document, unless absent or expired. */
    Optional<Stored<T>> get(String id);

    /** Creates a document at version 1. An expired document of the same id or unique key does not stand in the way. */
    WriteResult insert(String id, T value, ChangeId change);

    /** Replaces the document if its version is still the given one; the version grows by one. */
    WriteResult replaceIf(String id, long version, T value, ChangeId change);

    /** Removes the document, whatever its version; false when there was none (or it had expired). */
    boolean delete(String id);

    /** Removes the document if its version is still the given one. */
    WriteResult deleteIf(String id, long version);

    /** Finds and removes in one step: of any number of concurrent callers exactly one gets the document. */
    Optional<Stored<T>> take(String id);

    /** One page of the documents that match, in the order of the query's index. */
    Page<T> find(Query query);

    /** Removes at most {@code limit} documents expired at {@code now}; the number removed. */
    int deleteExpired(Instant now, int limit);

    /**
     * Creates documents in order. SQLite: all or none. MongoDB: on failure a durable prefix may stay. Repeating the call
     * with the same drafts and change completes it, or finds it complete, and is {@link WriteResult.Written} again. An id
     * or a unique key that another document holds is a {@link WriteResult.Conflict}.
     */
    WriteResult insertAll(List<Draft<T>> drafts, ChangeId change);

    /** A document to create. */
    record Draft<T extends Record>(String id, T value) {}
}
