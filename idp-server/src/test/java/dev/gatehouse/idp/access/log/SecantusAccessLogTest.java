package dev.gatehouse.idp.access.log;

import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.mongo.MongoDocumentStore;
import dev.gatehouse.idp.storage.mongo.MongoPeer;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/** The log on SecantusDB, a server of MongoDB's wire protocol, in a database of its own for each test. */
class SecantusAccessLogTest extends AccessLogContract {

    private final String database = "access_" + UUID.randomUUID().toString().substring(0, 8);

    @Override
    DocumentStore openStore() {
        try {
            return MongoDocumentStore.open(MongoPeer.shared().uri(database), Clock.systemUTC(), Duration.ofSeconds(10));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    int pairs() {
        return 20;
    }
}
