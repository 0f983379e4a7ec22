package dev.gatehouse.idp.storage.mongo;

import com.mongodb.MongoException;
import com.mongodb.client.result.DeleteResult;
import com.mongodb.client.result.UpdateResult;
import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.DocumentType;
import dev.gatehouse.idp.storage.Documents;
import dev.gatehouse.idp.storage.Page;
import dev.gatehouse.idp.storage.Query;
import dev.gatehouse.idp.storage.StorageUnavailable;
import dev.gatehouse.idp.storage.Stored;
import dev.gatehouse.idp.storage.WriteResult;
import dev.gatehouse.idp.storage.WriteResult.Conflict;
import dev.gatehouse.idp.storage.WriteResult.Missing;
import dev.gatehouse.idp.storage.WriteResult.Stale;
import dev.gatehouse.idp.storage.WriteResult.Written;
import dev.gatehouse.idp.storage.layout.QueryPlan;
import dev.gatehouse.idp.storage.layout.RecordLayout;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/** A collection in MongoDB. */
final class MongoDocuments<T extends Record> implements Documents<T> {

    private final RecordLayout<T> layout;
    private final BsonRecords<T> records;
    private final Filters filters;
    private final Obstacles obstacles;
    private final SettledWrites database;
    private final MongoInserts inserts;
    private final MongoPages pages;
    private final Clock clock;

    MongoDocuments(RecordLayout<T> layout, SettledWrites database, Clock clock) {
        this.layout = layout;
        this.records = new BsonRecords<>(layout);
        this.filters = new Filters(layout.documentType());
        this.obstacles = new Obstacles(layout.documentType(), filters);
        this.database = database;
        this.inserts = new MongoInserts(database, obstacles);
        this.pages = new MongoPages(layout.documentType(), filters);
        this.clock = clock;
    }

    @Override
    public DocumentType<T> type() {
        return layout.documentType();
    }

    @Override
    public Optional<Stored<T>> get(String id) {
        RecordLayout.requireId(id);
        Optional<BsonDocument> found = database.read(context -> Optional.ofNullable(find(context, id)));
        long now = now();
        return found.filter(document -> !records.isExpired(document, now)).map(records::decode);
    }

    private static @Nullable BsonDocument find(SettledWrites.Context context, String id) {
        return context.collection().find(context.session(), Filters.id(id)).first();
    }

    @Override
    public WriteResult insert(String id, T value, ChangeId change) {
        var write = new ObjectId();
        return inserts.insert(records.document(id, value, change, write), write, now());
    }

    @Override
    public WriteResult insertAll(List<Draft<T>> drafts, ChangeId change) {
        var write = new ObjectId();
        Set<String> ids = new HashSet<>();
        List<BsonDocument> documents = new ArrayList<>(drafts.size());
        for (Draft<T> draft : drafts) {
            if (!ids.add(draft.id())) {
                throw new IllegalArgumentException("two drafts have the id " + draft.id());
            }
            documents.add(records.document(draft.id(), draft.value(), change, write));
        }
        return inserts.insertAll(documents, now());
    }

    @Override
    public WriteResult replaceIf(String id, long version, T value, ChangeId change) {
        requireChangeable();
        var write = new ObjectId();
        BsonDocument document = records.document(id, value, change, write);
        BsonDocument update = records.replacement(version + 1, value, change, write);
        long now = now();
        return database.write(
                context -> replace(context, document, version, update, write, now),
                context -> settleReplacement(context, id, version, write));
    }

    private WriteResult replace(
            SettledWrites.Context context,
            BsonDocument document,
            long version,
            BsonDocument update,
            ObjectId write,
            long now) {
        String id = document.getString(BsonRecords.ID).getValue();
        while (true) {
            try {
                UpdateResult result = context.collection()
                        .updateOne(context.session(), filters.alive(Filters.version(id, version), now), update);
                if (result.getMatchedCount() == 1) {
                    return new Written(version + 1);
                }
            } catch (MongoException e) {
                if (!MongoErrors.isDuplicateKey(e)) {
                    throw e;
                }
                obstacles.removeExpired(context, document, now);
                Optional<String> obstacle = obstacles.findUnique(context, document);
                if (obstacle.isPresent()) {
                    return new Conflict(obstacle.get());
                }
            }
            Optional<WriteResult> other = otherVersion(context, id, version, write, now);
            if (other.isPresent()) {
                return other.get();
            }
        }
    }

    /** Why a write that is bound to a version found no document; empty when there is one of that version. */
    private Optional<WriteResult> otherVersion(
            SettledWrites.Context context, String id, long version, ObjectId write, long now) {
        BsonDocument found = find(context, id);
        if (found == null || records.isExpired(found, now)) {
            context.requireNoDoubt();
            return Optional.of(new Missing());
        }
        if (BsonRecords.isWrittenBy(found, write)) {
            return Optional.of(new Written(version + 1));
        }
        if (BsonRecords.version(found) > version + 1) {
            context.requireNoDoubt();
        }
        return BsonRecords.version(found) == version ? Optional.empty() : Optional.of(new Stale());
    }

    private static Optional<WriteResult> settleReplacement(
            SettledWrites.Context context, String id, long version, ObjectId write) {
        BsonDocument found = find(context, id);
        if (found == null) {
            throw new SettledWrites.Unknowable();
        }
        if (BsonRecords.isWrittenBy(found, write)) {
            return Optional.of(new Written(version + 1));
        }
        if (BsonRecords.version(found) > version + 1) {
            throw new SettledWrites.Unknowable();
        }
        return BsonRecords.version(found) == version ? Optional.empty() : Optional.of(new Stale());
    }

    @Override
    public boolean delete(String id) {
        requireChangeable();
        RecordLayout.requireId(id);
        long now = now();
        return database.write(
                context -> {
                    DeleteResult result =
                            context.collection().deleteOne(context.session(), filters.alive(Filters.id(id), now));
                    if (result.getDeletedCount() == 0) {
                        context.requireNoDoubt();
                    }
                    return result.getDeletedCount() == 1;
                },
                context -> settleRemoval(context, id));
    }

    @Override
    public WriteResult deleteIf(String id, long version) {
        requireChangeable();
        RecordLayout.requireId(id);
        var noWrite = new ObjectId();
        long now = now();
        return database.write(
                context -> {
                    while (true) {
                        DeleteResult result = context.collection()
                                .deleteOne(context.session(), filters.alive(Filters.version(id, version), now));
                        if (result.getDeletedCount() == 1) {
                            return new Written(version);
                        }
                        Optional<WriteResult> other = otherVersion(context, id, version, noWrite, now);
                        if (other.isPresent()) {
                            return other.get();
                        }
                    }
                },
                context -> settleRemoval(context, id));
    }

    @Override
    public Optional<Stored<T>> take(String id) {
        requireChangeable();
        RecordLayout.requireId(id);
        long now = now();
        Optional<BsonDocument> taken = database.write(
                context -> {
                    BsonDocument found = context.collection()
                            .findOneAndDelete(context.session(), filters.alive(Filters.id(id), now));
                    if (found == null) {
                        context.requireNoDoubt();
                    }
                    return Optional.ofNullable(found);
                },
                context -> settleRemoval(context, id));
        return taken.map(records::decode);
    }

    /** A document that is still there was not removed; one that is gone does not say who removed it. */
    private static <R> Optional<R> settleRemoval(SettledWrites.Context context, String id) {
        if (find(context, id) == null) {
            throw new SettledWrites.Unknowable();
        }
        return Optional.empty();
    }

    @Override
    public Page<T> find(Query query) {
        QueryPlan plan = QueryPlan.of(layout, query);
        int limit = query.limit();
        long now = now();
        List<BsonDocument> found = database.read(context -> pages.read(context, plan, limit + 1, now));
        List<Stored<T>> items = found.stream().limit(limit).map(records::decode).toList();
        if (found.size() <= limit) {
            return new Page<>(items, Optional.empty());
        }
        Stored<T> last = items.getLast();
        return new Page<>(items, Optional.of(plan.cursorAfter(layout, last.id(), last.value())));
    }

    @Override
    public int deleteExpired(Instant now, int limit) {
        if (type().expiry().isEmpty() || limit < 1) {
            return 0;
        }
        long present = RecordLayout.micros(now);
        try {
            return database.read(context -> pages.deleteExpired(context, present, limit));
        } catch (StorageUnavailable e) {
            if (type().appendOnly()
                    && e.getCause() instanceof MongoException refused
                    && MongoErrors.isUnauthorized(refused)) {
                return 0; // who may only insert leaves the removal to the TTL index
            }
            throw e;
        }
    }

    private void requireChangeable() {
        if (type().appendOnly()) {
            throw new UnsupportedOperationException(type().name() + " is append-only");
        }
    }

    private long now() {
        return RecordLayout.micros(clock.instant());
    }
}
