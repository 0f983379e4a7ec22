package dev.gatehouse.idp.storage.sqlite;

import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.DocumentStoreContract;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.io.TempDir;

class SqliteDocumentStoreTest extends DocumentStoreContract {

    @TempDir
    private Path folder;

    @Override
    protected DocumentStore openStore(Clock withClock) {
        return SqliteDocumentStore.open(folder.resolve("test.db"), withClock);
    }
}
