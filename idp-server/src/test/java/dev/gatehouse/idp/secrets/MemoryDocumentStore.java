package dev.gatehouse.idp.secrets;

import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.DocumentType;
import dev.gatehouse.idp.storage.Documents;
import dev.gatehouse.idp.storage.Page;
import dev.gatehouse.idp.storage.Query;
import dev.gatehouse.idp.storage.Stored;
import dev.gatehouse.idp.storage.WriteResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** A store in memory, enough of one for keys and secrets. */
public final class MemoryDocumentStore implements DocumentStore {

    private final Map<String, Collection<?>> collections = new ConcurrentHashMap<>();

    @Override
    @SuppressWarnings("unchecked")
    public <T extends Record> Documents<T> open(DocumentType<T> type) {
        return (Documents<T>) collections.computeIfAbsent(type.name(), _ -> new Collection<>(type));
    }

    @Override
    public void close() {}

    private static final class Collection<T extends Record> implements Documents<T> {
        private final DocumentType<T> type;
        private final TreeMap<String, Stored<T>> documents = new TreeMap<>();

        Collection(DocumentType<T> type) {
            this.type = type;
        }

        @Override
        public DocumentType<T> type() {
            return type;
        }

        @Override
        public synchronized Optional<Stored<T>> get(String id) {
            return Optional.ofNullable(documents.get(id));
        }

        @Override
        public synchronized WriteResult insert(String id, T value, ChangeId change) {
            if (documents.containsKey(id)) {
                return new WriteResult.Conflict("id");
            }
            for (DocumentType.Index index : type.indexes()) {
                if (index.unique()
                        && documents.values().stream().anyMatch(other -> same(index, value, other.value()))) {
                    return new WriteResult.Conflict(index.name());
                }
            }
            documents.put(id, new Stored<>(id, 1, change, value));
            return new WriteResult.Written(1);
        }

        private static boolean same(DocumentType.Index index, Record one, Record other) {
            return index.fields().stream()
                    .allMatch(field -> Objects.equals(component(one, field), component(other, field)));
        }

        private static Object component(Record document, String field) {
            try {
                var accessor = document.getClass().getDeclaredMethod(field);
                accessor.setAccessible(true);
                return accessor.invoke(document);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public synchronized WriteResult replaceIf(String id, long version, T value, ChangeId change) {
            Stored<T> stored = documents.get(id);
            if (stored == null) {
                return new WriteResult.Missing();
            }
            if (stored.version() != version) {
                return new WriteResult.Stale();
            }
            documents.put(id, new Stored<>(id, version + 1, change, value));
            return new WriteResult.Written(version + 1);
        }

        @Override
        public synchronized boolean delete(String id) {
            return documents.remove(id) != null;
        }

        @Override
        public WriteResult deleteIf(String id, long version) {
            throw new UnsupportedOperationException();
        }

        @Override
        public synchronized Optional<Stored<T>> take(String id) {
            return Optional.ofNullable(documents.remove(id));
        }

        @Override
        public synchronized Page<T> find(Query query) {
            if (!query.index().equals("id")) {
                throw new IllegalArgumentException("only by id");
            }
            List<Stored<T>> all = documents.values().stream()
                    .filter(stored -> query.after()
                            .map(after -> stored.id().compareTo(after) > 0)
                            .orElse(true))
                    .toList();
            List<Stored<T>> items = all.stream().limit(query.limit()).toList();
            return new Page<>(
                    items,
                    items.size() == all.size()
                            ? Optional.empty()
                            : Optional.of(items.getLast().id()));
        }

        @Override
        public int deleteExpired(Instant now, int limit) {
            return 0;
        }

        @Override
        public WriteResult insertAll(List<Draft<T>> drafts, ChangeId change) {
            throw new UnsupportedOperationException();
        }
    }
}
