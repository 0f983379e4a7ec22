package dev.gatehouse.idp.audit;

import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.DocumentType;
import dev.gatehouse.idp.storage.Documents;
import dev.gatehouse.idp.storage.Page;
import dev.gatehouse.idp.storage.Query;
import dev.gatehouse.idp.storage.StorageUnavailable;
import dev.gatehouse.idp.storage.Stored;
import dev.gatehouse.idp.storage.WriteResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A store whose environment fails on demand. */
public final class FaultyDocumentStore implements DocumentStore {

    /** How writes of several documents end. */
    public enum Fault {
        NONE,
        /** Refused, and certainly not stored. */
        AWAY,
        /** Stored, but the acknowledgement is lost. */
        STORED_UNACKNOWLEDGED,
        /** Not stored, but nobody can know. */
        LOST_UNACKNOWLEDGED
    }

    private final DocumentStore store;
    private volatile Fault fault = Fault.NONE;
    private volatile boolean unreadable;
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private final AtomicInteger attempts = new AtomicInteger();

    public FaultyDocumentStore(DocumentStore store) {
        this.store = store;
    }

    public void fault(Fault next) {
        fault = next;
    }

    public void unreadable(boolean next) {
        unreadable = next;
    }

    /** Holds every write back until {@link #release}. */
    public void hold() {
        gate = new CountDownLatch(1);
    }

    public void release() {
        gate.countDown();
    }

    /** How many groups were tried. */
    public int attempts() {
        return attempts.get();
    }

    @Override
    public <T extends Record> Documents<T> open(DocumentType<T> type) {
        return new Faulty<>(store.open(type));
    }

    @Override
    public void close() {
        store.close();
    }

    private final class Faulty<T extends Record> implements Documents<T> {
        private final Documents<T> documents;

        Faulty(Documents<T> documents) {
            this.documents = documents;
        }

        @Override
        public WriteResult insertAll(List<Draft<T>> drafts, ChangeId change) {
            attempts.incrementAndGet();
            try {
                if (!gate.await(30, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("nobody opened the gate");
                }
            } catch (InterruptedException e) {
                throw new StorageUnavailable("interrupted", e, true);
            }
            return switch (fault) {
                case NONE -> documents.insertAll(drafts, change);
                case AWAY -> throw new StorageUnavailable("away", null, false);
                case LOST_UNACKNOWLEDGED -> throw new StorageUnavailable("lost", null, true);
                case STORED_UNACKNOWLEDGED -> {
                    documents.insertAll(drafts, change);
                    throw new StorageUnavailable("stored, but who knows", null, true);
                }
            };
        }

        @Override
        public Page<T> find(Query query) {
            if (unreadable) {
                throw new StorageUnavailable("unreadable", null, false);
            }
            return documents.find(query);
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
            return documents.insert(id, value, change);
        }

        @Override
        public WriteResult replaceIf(String id, long version, T value, ChangeId change) {
            return documents.replaceIf(id, version, value, change);
        }

        @Override
        public boolean delete(String id) {
            return documents.delete(id);
        }

        @Override
        public WriteResult deleteIf(String id, long version) {
            return documents.deleteIf(id, version);
        }

        @Override
        public Optional<Stored<T>> take(String id) {
            return documents.take(id);
        }

        @Override
        public int deleteExpired(Instant now, int limit) {
            return documents.deleteExpired(now, limit);
        }
    }
}
