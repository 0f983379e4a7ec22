package dev.gatehouse.idp.storage.mongo;

import com.mongodb.ClientSessionOptions;
import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.gatehouse.idp.storage.StorageUnavailable;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A client of one database, set so that an acknowledged write survives the loss of any minority of the members: writes
 * wait for a majority and its journal, reads go to the primary and see nothing that could still be rolled back. What the
 * connection string says about these is overruled.
 */
final class MongoConnection implements AutoCloseable {

    private static final String DEFAULT_DATABASE = "gatehouse";

    private static final ClientSessionOptions PLAIN =
            ClientSessionOptions.builder().causallyConsistent(false).build();

    private final MongoClient client;
    private final MongoDatabase database;
    private final Duration bound;
    private volatile boolean closed;

    private MongoConnection(MongoClient client, MongoDatabase database, Duration bound) {
        this.client = client;
        this.database = database;
        this.bound = bound;
    }

    /** Does not wait for the server: the first operation does. */
    static MongoConnection to(String uri, Duration bound) {
        var address = new ConnectionString(uri);
        MongoClientSettings settings = MongoClientSettings.builder()
                .applyConnectionString(address)
                .applicationName("gatehouse")
                .addCommandListener(WriteTrace.listener())
                .writeConcern(WriteConcern.MAJORITY.withJournal(true))
                .readConcern(ReadConcern.MAJORITY)
                .readPreference(ReadPreference.primary())
                .retryWrites(true)
                .retryReads(true)
                .timeout(bound.toMillis(), TimeUnit.MILLISECONDS)
                .build();
        MongoClient client = MongoClients.create(settings);
        String name = address.getDatabase();
        return new MongoConnection(client, client.getDatabase(name == null ? DEFAULT_DATABASE : name), bound);
    }

    MongoDatabase database() {
        return database;
    }

    /** The time within which an operation is answered. */
    Duration bound() {
        return bound;
    }

    ClientSession startSession() {
        if (closed) {
            throw new StorageUnavailable("the store is closed", null, false);
        }
        return client.startSession(PLAIN);
    }

    @Override
    public void close() {
        closed = true;
        client.close();
    }
}
