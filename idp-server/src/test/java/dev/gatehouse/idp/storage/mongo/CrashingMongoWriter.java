package dev.gatehouse.idp.storage.mongo;

import dev.gatehouse.idp.storage.CrashingWriter;
import java.time.Clock;
import java.time.Duration;

/** Writes to a MongoDB database until it is killed. */
final class CrashingMongoWriter {

    private CrashingMongoWriter() {}

    public static void main(String[] arguments) {
        CrashingWriter.run(MongoDocumentStore.open(arguments[0], Clock.systemUTC(), Duration.ofSeconds(10)), 4);
    }
}
