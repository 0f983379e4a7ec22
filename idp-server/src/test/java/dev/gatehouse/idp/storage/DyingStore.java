package dev.gatehouse.idp.storage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A store whose process dies before its n-th write: that one and all later ones throw. */
public final class DyingStore implements DocumentStore {

    private final DocumentStore store;
    private final AtomicInteger writesLeft;

    /** What is thrown in place of the death. */
    public static final class Died extends Error {
        private static final long serialVersionUID = 1;
    }

    public DyingStore(DocumentStore store, int writes) {
        this.store = store;
        this.writesLeft = new AtomicInteger(writes);
    }

    @Override
    public <T extends Record> Documents<T> open(DocumentType<T> type) {
        return new Collection<>(store.open(type));
    }

    @Override
    public void close() {
        store.close();
    }

    /** To be called before whatever else counts as a write. */
    public void write() {
        if (writesLeft.getAndDecrement() <= 0) {
            throw new Died();
        }
    }

    private final class Collection<T extends Record> implements Documents<T> {
        private final Documents<T> documents;

        Collection(Documents<T> documents) {
            this.documents = documents;
        }

        @Override
        public DocumentType<T> type() {
            return documents.type();
        }

        @Override
        public Optional<Stored<T>> get(String id) {
            return documents.get(id);
        }

        @Override
        public WriteResult insert(String id, T value, ChangeId change) {
            write();
            return documents.insert(id, value, change);
        }

        @Override
        public WriteResult replaceIf(String id, long version, T value, ChangeId change) {
            write();
            return documents.replaceIf(id, version, value, change);
        }

        @Override
        public boolean delete(String id) {
            write();
            return documents.delete(id);
        }

        @Override
        public WriteResult deleteIf(String id, long version) {
            write();
            return documents.deleteIf(id, version);
        }

        @Override
        public Optional<Stored<T>> take(String id) {
            write();
            return documents.take(id);
        }

        @Override
        public Page<T> find(Query query) {
            return documents.find(query);
        }

        @Override
        public int deleteExpired(Instant now, int limit) {
            return documents.deleteExpired(now, limit);
        }

        @Override
        public WriteResult insertAll(List<Draft<T>> drafts, ChangeId change) {
            write();
            return documents.insertAll(drafts, change);
        }
    }
}
