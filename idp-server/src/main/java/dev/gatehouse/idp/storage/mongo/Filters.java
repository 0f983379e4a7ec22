package dev.gatehouse.idp.storage.mongo;

import dev.gatehouse.idp.storage.DocumentType;
import dev.gatehouse.idp.storage.layout.Bound;
import java.util.List;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;

/** Conditions as MongoDB's query documents: flat, since some servers do not use an index below {@code $and}. */
final class Filters {

    private final DocumentType<?> type;

    Filters(DocumentType<?> type) {
        this.type = type;
    }

    static BsonDocument id(String id) {
        return new BsonDocument(BsonRecords.ID, new BsonString(id));
    }

    static BsonDocument version(String id, long version) {
        return id(id).append(BsonRecords.VERSION, new BsonInt64(version));
    }

    /** Adds that the document has not expired at that moment, in microseconds. */
    BsonDocument alive(BsonDocument filter, long now) {
        type.expiry().ifPresent(field -> add(filter, field, "$not", new BsonDocument("$lte", new BsonInt64(now))));
        return filter;
    }

    /** Adds that the document has expired. */
    BsonDocument expired(BsonDocument filter, long now) {
        add(filter, type.expiry().orElseThrow(), "$lte", new BsonInt64(now));
        return filter;
    }

    BsonDocument range(List<Bound> range, boolean unique) {
        var filter = new BsonDocument();
        for (Bound bound : range) {
            switch (bound) {
                case Bound.Equal(String field, Object value) -> add(filter, field, "$eq", bson(value));
                case Bound.IsNull(String field) -> add(filter, field, "$eq", BsonNull.VALUE);
                case Bound.NotNull(String field) -> addPresence(filter, field, unique);
                case Bound.AtLeast(String field, Object value) -> add(filter, field, "$gte", bson(value));
                case Bound.Above(String field, Object value) -> add(filter, field, "$gt", bson(value));
                case Bound.Below(String field, Object value) -> add(filter, field, "$lt", bson(value));
            }
        }
        return filter;
    }

    /** A unique index is partial over {@code $exists}, which a query has to repeat in those words. */
    private static void addPresence(BsonDocument filter, String field, boolean unique) {
        if (unique) {
            add(filter, field, "$exists", BsonBoolean.TRUE);
        } else {
            add(filter, field, "$ne", BsonNull.VALUE);
        }
    }

    static void add(BsonDocument filter, String field, String operator, BsonValue value) {
        filter.computeIfAbsent(field, absent -> new BsonDocument()).asDocument().append(operator, value);
    }

    private static BsonValue bson(Object stored) {
        return switch (stored) {
            case String text -> new BsonString(text);
            case Long number -> new BsonInt64(number);
            case Boolean flag -> BsonBoolean.valueOf(flag);
            default -> throw new IllegalArgumentException("not an indexed value: " + stored.getClass());
        };
    }
}
