package dev.gatehouse.idp.storage.mongo;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.DocumentStoreContract;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;

/** The contract on a MongoDB server, in a database of its own for each test. */
abstract class MongoContract extends DocumentStoreContract {

    private final String database =
            "gatehouse_test_" + UUID.randomUUID().toString().substring(0, 8);

    /** The connection string of that database. */
    abstract String uri(String name) throws Exception;

    @Override
    protected DocumentStore openStore(Clock withClock) {
        return MongoDocumentStore.open(address(), withClock, Duration.ofSeconds(10));
    }

    @Override
    protected int contenders() {
        return 8;
    }

    @AfterEach
    void dropDatabase() {
        try (MongoClient client = MongoClients.create(address())) {
            client.getDatabase(database).drop();
        }
    }

    private String address() {
        try {
            return uri(database);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
