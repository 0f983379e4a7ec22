package dev.gatehouse.idp.storage.mongo;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexModel;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.DocumentType;
import dev.gatehouse.idp.storage.Documents;
import dev.gatehouse.idp.storage.Sweepable;
import dev.gatehouse.idp.storage.layout.RecordLayout;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.BsonDocument;

/** A document store in a MongoDB database: a replica set, or a sharded cluster on which it shards nothing. */
public final class MongoDocumentStore implements DocumentStore, Sweepable {

    private final MongoConnection connection;
    private final Clock clock;
    private final Map<String, MongoDocuments<?>> collections = new ConcurrentHashMap<>();

    private MongoDocumentStore(MongoConnection connection, Clock clock) {
        this.connection = connection;
        this.clock = clock;
    }

    /**
     * Connects, without waiting for the server.
     *
     * @param uri a connection string; its database, or {@code gatehouse}
     * @param bound the time within which an operation succeeds or fails
     */
    public static MongoDocumentStore open(String uri, Clock clock, Duration bound) {
        return new MongoDocumentStore(MongoConnection.to(uri, bound), clock);
    }

    @Override
    public <T extends Record> Documents<T> open(DocumentType<T> type) {
        MongoDocuments<?> collection = collections.computeIfAbsent(type.name(), name -> prepare(type));
        if (!collection.type().equals(type)) {
            throw new IllegalArgumentException("the collection " + type.name() + " is open with another declaration");
        }
        @SuppressWarnings("unchecked") // the declarations are equal, so are the types
        var documents = (Documents<T>) collection;
        return documents;
    }

    private <T extends Record> MongoDocuments<T> prepare(DocumentType<T> type) {
        RecordLayout<T> layout = RecordLayout.of(type);
        MongoCollection<BsonDocument> collection = connection.database().getCollection(type.name(), BsonDocument.class);
        var database = new SettledWrites(connection, collection);
        List<IndexModel> indexes = MongoIndexes.of(type);
        if (!indexes.isEmpty()) {
            database.read(context -> context.collection().createIndexes(context.session(), indexes));
        }
        return new MongoDocuments<>(layout, database, clock);
    }

    @Override
    public int sweep(Instant now, int limit) {
        int most = 0;
        for (MongoDocuments<?> collection : collections.values()) {
            most = Math.max(most, collection.deleteExpired(now, limit));
        }
        return most;
    }

    @Override
    public void close() {
        connection.close();
    }
}
