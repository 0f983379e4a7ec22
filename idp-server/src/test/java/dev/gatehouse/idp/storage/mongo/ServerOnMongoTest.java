package dev.gatehouse.idp.storage.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.config.GatehouseServer;
import dev.gatehouse.idp.storage.DocumentStore;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server with MongoDB as its store. */
class ServerOnMongoTest {

    @TempDir
    private Path folder;

    @Test
    void keepsNoDatabaseInItsFolderWhenAConnectionStringIsSet() throws Exception {
        String database = "server_" + UUID.randomUUID().toString().substring(0, 8);
        var settings = Map.of(
                "gatehouse.port",
                "0",
                "gatehouse.management.port",
                "0",
                "gatehouse.data",
                folder.toString(),
                "gatehouse.mongodb-uri",
                MongoPeer.shared().uri(database));
        for (int start = 0; start < 2; start++) { // the second time on what the first one stored
            try (var context = GatehouseServer.start(settings)) {
                assertThat(context.getBeansOfType(DocumentStore.class))
                        .containsOnlyKeys("documents", "auditDocuments")
                        .allSatisfy((name, store) -> assertThat(store).isInstanceOf(MongoDocumentStore.class));
            }
        }
        assertThat(folder.resolve("gatehouse.db")).doesNotExist();
        assertThat(folder.resolve("audit.db")).doesNotExist();
    }
}
