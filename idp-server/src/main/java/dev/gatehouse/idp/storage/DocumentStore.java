package dev.gatehouse.idp.storage;

/**
 * A store of typed document collections.
 *
 * <p>An acknowledged write MUST survive the death of this process at any moment. Every method may be called from any
 * thread. What the store cannot do because its environment fails (disk, network) ends in {@link StorageUnavailable}.
 */
public interface DocumentStore extends AutoCloseable {

    /** Opens a collection and creates it and its indexes where they are missing. */
    <T extends Record> Documents<T> open(DocumentType<T> type);

    @Override
    void close();
}
