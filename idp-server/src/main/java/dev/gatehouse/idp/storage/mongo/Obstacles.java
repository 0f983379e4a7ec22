package dev.gatehouse.idp.storage.mongo;

import com.mongodb.MongoException;
import dev.gatehouse.idp.storage.DocumentType;
import dev.gatehouse.idp.storage.layout.QueryPlan;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** What stands in the way of a write that hit a duplicate key: an expired document, or another one. */
final class Obstacles {

    private final DocumentType<?> type;
    private final Filters filters;

    Obstacles(DocumentType<?> type, Filters filters) {
        this.type = type;
        this.filters = filters;
    }

    /** Removes expired documents that hold the id or a unique key of this one. */
    void removeExpired(SettledWrites.Context context, BsonDocument document, long now) {
        if (type.expiry().isEmpty()) {
            return;
        }
        try {
            delete(context, Filters.id(document.getString(BsonRecords.ID).getValue()), now);
            for (DocumentType.Index index : type.indexes()) {
                key(index, document).ifPresent(key -> delete(context, key, now));
            }
        } catch (MongoException e) {
            if (!type.appendOnly() || !MongoErrors.isUnauthorized(e)) {
                throw e; // who may only insert leaves the removal to the server
            }
        }
    }

    private void delete(SettledWrites.Context context, BsonDocument filter, long now) {
        context.collection().deleteMany(context.session(), filters.expired(filter, now));
    }

    /** The index that holds another document: the id first, then the unique indexes as declared. */
    Optional<String> find(SettledWrites.Context context, BsonDocument document) {
        if (exists(context, Filters.id(document.getString(BsonRecords.ID).getValue()))) {
            return Optional.of(QueryPlan.ID_INDEX);
        }
        return findUnique(context, document);
    }

    /** The unique index that holds a document of another id. */
    Optional<String> findUnique(SettledWrites.Context context, BsonDocument document) {
        for (DocumentType.Index index : type.indexes()) {
            Optional<BsonDocument> other = key(index, document);
            other.ifPresent(key -> Filters.add(key, BsonRecords.ID, "$ne", document.getString(BsonRecords.ID)));
            if (other.isPresent() && exists(context, other.get())) {
                return Optional.of(index.name());
            }
        }
        return Optional.empty();
    }

    private static boolean exists(SettledWrites.Context context, BsonDocument filter) {
        return context.collection().find(context.session(), filter).limit(1).first() != null;
    }

    /** The document's key in that index, unless it is in none: the index is not unique, or a field is missing. */
    private static Optional<BsonDocument> key(DocumentType.Index index, BsonDocument document) {
        var key = new BsonDocument();
        for (String field : index.fields()) {
            BsonValue value = document.get(field);
            if (!index.unique() || value == null) {
                return Optional.empty();
            }
            Filters.add(key, field, "$eq", value);
        }
        return Optional.of(key);
    }
}
