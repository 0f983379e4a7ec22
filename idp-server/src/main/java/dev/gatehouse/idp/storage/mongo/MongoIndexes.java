package dev.gatehouse.idp.storage.mongo;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import dev.gatehouse.idp.storage.DocumentType;
import dev.gatehouse.idp.storage.layout.QueryPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;

/**
 * The indexes of a collection, under their declared names.
 *
 * <p>A unique index is partial: it holds the documents that have all of its fields. A server of another version may be
 * at work beside this one, so nothing is dropped; a declaration that changes needs a new name.
 */
final class MongoIndexes {

    static final String EXPIRY = "_expiry";
    static final String PRIMARY = "_id_";

    private MongoIndexes() {}

    static List<IndexModel> of(DocumentType<?> type) {
        List<IndexModel> models = new ArrayList<>();
        for (DocumentType.Index index : type.indexes()) {
            var options = new IndexOptions().name(index.name()).unique(index.unique());
            if (index.unique()) {
                var present = new BsonDocument();
                index.fields().forEach(field -> Filters.add(present, field, "$exists", BsonBoolean.TRUE));
                options.partialFilterExpression(present);
            }
            models.add(new IndexModel(keys(index), options));
        }
        if (type.expiry().isPresent()) {
            models.add(new IndexModel(
                    new BsonDocument(BsonRecords.EXPIRE_AT, new BsonInt32(1)),
                    new IndexOptions().name(EXPIRY).expireAfter(0L, TimeUnit.SECONDS)));
        }
        return models;
    }

    /** The fields of the index; behind those of one that is not unique the id, which its order ends with. */
    private static BsonDocument keys(DocumentType.Index index) {
        var keys = new BsonDocument();
        index.fields().forEach(field -> keys.append(field, new BsonInt32(1)));
        return index.unique() ? keys : keys.append(BsonRecords.ID, new BsonInt32(1));
    }

    /** The order of an index, or its reverse. */
    static BsonDocument order(DocumentType<?> type, QueryPlan plan) {
        BsonDocument keys = plan.index().equals(QueryPlan.ID_INDEX)
                ? new BsonDocument(BsonRecords.ID, new BsonInt32(1))
                : keys(type.index(plan.index()));
        keys.replaceAll((field, ascending) -> new BsonInt32(plan.descending() ? -1 : 1));
        return keys;
    }

    static String hint(QueryPlan plan) {
        return plan.index().equals(QueryPlan.ID_INDEX) ? PRIMARY : plan.index();
    }
}
