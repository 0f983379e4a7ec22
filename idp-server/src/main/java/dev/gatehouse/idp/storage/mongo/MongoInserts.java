package dev.gatehouse.idp.storage.mongo;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.client.model.InsertManyOptions;
import dev.gatehouse.idp.storage.WriteResult;
import dev.gatehouse.idp.storage.WriteResult.Conflict;
import dev.gatehouse.idp.storage.WriteResult.Written;
import java.util.List;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/** Creates documents. */
final class MongoInserts {

    private static final WriteResult WRITTEN = new Written(1);

    /** How often a document is tried again that hit a duplicate key which was gone a moment later. */
    private static final int ROUNDS = 16;

    private final SettledWrites writes;
    private final Obstacles obstacles;

    MongoInserts(SettledWrites writes, Obstacles obstacles) {
        this.writes = writes;
        this.obstacles = obstacles;
    }

    WriteResult insert(BsonDocument document, ObjectId write, long now) {
        return writes.write(
                context -> insertOne(context, document, write, now), context -> settle(context, document, write));
    }

    private WriteResult insertOne(SettledWrites.Context context, BsonDocument document, ObjectId write, long now) {
        MongoException last = null;
        for (int round = 0; round < ROUNDS; round++) {
            try {
                context.collection().insertOne(context.session(), document);
                return WRITTEN;
            } catch (MongoException e) {
                if (!MongoErrors.isDuplicateKey(e)) {
                    throw e;
                }
                last = e;
            }
            Optional<WriteResult> settled = settle(context, document, write);
            if (settled.isPresent()) {
                return settled.get();
            }
            obstacles.removeExpired(context, document, now);
            Optional<String> obstacle = obstacles.find(context, document);
            if (obstacle.isPresent()) {
                return new Conflict(obstacle.get());
            }
        }
        throw new IllegalStateException("no index explains the conflict", last);
    }

    private static Optional<WriteResult> settle(SettledWrites.Context context, BsonDocument document, ObjectId write) {
        BsonDocument found = find(context, document);
        if (found == null) {
            return Optional.empty();
        }
        if (BsonRecords.isWrittenBy(found, write)) {
            return Optional.of(WRITTEN);
        }
        if (BsonRecords.version(found) > 1) {
            context.requireNoDoubt(); // somebody may have replaced what was ours
        }
        return Optional.empty();
    }

    private static @Nullable BsonDocument find(SettledWrites.Context context, BsonDocument document) {
        String id = document.getString(BsonRecords.ID).getValue();
        return context.collection().find(context.session(), Filters.id(id)).first();
    }

    /** In order; documents that are there already, the same in all but the attempt, count as written. */
    WriteResult insertAll(List<BsonDocument> documents, long now) {
        if (documents.isEmpty()) {
            return WRITTEN;
        }
        return writes.write(context -> insertMany(context, documents, now), context -> Optional.empty());
    }

    private WriteResult insertMany(SettledWrites.Context context, List<BsonDocument> documents, long now) {
        int next = 0;
        int rounds = 0;
        while (next < documents.size()) {
            try {
                context.collection()
                        .insertMany(
                                context.session(),
                                documents.subList(next, documents.size()),
                                new InsertManyOptions().ordered(true));
                return WRITTEN;
            } catch (MongoBulkWriteException e) {
                if (!MongoErrors.isDuplicateKey(e)) {
                    throw e;
                }
                int refused = next + e.getWriteErrors().getFirst().getIndex();
                rounds = refused == next ? rounds + 1 : 0;
                if (rounds > ROUNDS) {
                    throw new IllegalStateException("no index explains the conflict", e);
                }
                next = refused;
            }
            BsonDocument document = documents.get(next);
            BsonDocument found = find(context, document);
            if (found != null && BsonRecords.same(found, document)) {
                next++;
                rounds = 0;
            } else {
                obstacles.removeExpired(context, document, now);
                Optional<String> obstacle = obstacles.find(context, document);
                if (obstacle.isPresent()) {
                    return new Conflict(obstacle.get());
                }
            }
        }
        return WRITTEN;
    }
}
