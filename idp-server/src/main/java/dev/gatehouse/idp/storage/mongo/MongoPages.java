package dev.gatehouse.idp.storage.mongo;

import dev.gatehouse.idp.storage.DocumentType;
import dev.gatehouse.idp.storage.layout.Bound;
import dev.gatehouse.idp.storage.layout.QueryPlan;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;

/** Reads ranges of an index. The index is named in each query, so that the server scans nothing by accident. */
final class MongoPages {

    private final DocumentType<?> type;
    private final Filters filters;

    MongoPages(DocumentType<?> type, Filters filters) {
        this.type = type;
        this.filters = filters;
    }

    /** At most {@code limit} documents of the plan's ranges, one range after the other. */
    List<BsonDocument> read(SettledWrites.Context context, QueryPlan plan, int limit, long now) {
        boolean unique = !plan.index().equals(QueryPlan.ID_INDEX)
                && type.index(plan.index()).unique();
        List<BsonDocument> found = new ArrayList<>();
        for (List<Bound> range : plan.ranges()) {
            int missing = limit - found.size();
            if (missing > 0) {
                context.collection()
                        .find(context.session(), filters.alive(filters.range(range, unique), now))
                        .sort(MongoIndexes.order(type, plan))
                        .hintString(MongoIndexes.hint(plan))
                        .limit(missing)
                        .batchSize(missing)
                        .into(found);
            }
        }
        return found;
    }

    /** Removes what the TTL index has not removed yet. */
    int deleteExpired(SettledWrites.Context context, long now, int limit) {
        var due = new BsonDocument();
        Filters.add(due, BsonRecords.EXPIRE_AT, "$lte", BsonRecords.dateFor(now));
        var ids = new BsonArray();
        context.collection()
                .find(context.session(), filters.expired(due, now))
                .hintString(MongoIndexes.EXPIRY)
                .projection(new BsonDocument(BsonRecords.ID, new BsonInt32(1)))
                .limit(limit)
                .forEach(document -> ids.add(document.get(BsonRecords.ID)));
        if (ids.isEmpty()) {
            return 0;
        }
        var filter = new BsonDocument();
        Filters.add(filter, BsonRecords.ID, "$in", ids);
        return Math.toIntExact(context.collection()
                .deleteMany(context.session(), filters.expired(filter, now))
                .getDeletedCount());
    }
}
