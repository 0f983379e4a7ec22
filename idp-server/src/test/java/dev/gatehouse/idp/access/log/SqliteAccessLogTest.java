package dev.gatehouse.idp.access.log;

import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.sqlite.SqliteDocumentStore;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.io.TempDir;

class SqliteAccessLogTest extends AccessLogContract {

    @TempDir
    private Path folder;

    @Override
    DocumentStore openStore() {
        return SqliteDocumentStore.open(folder.resolve("test.db"), Clock.systemUTC());
    }

    @Override
    int pairs() {
        return 500;
    }
}
