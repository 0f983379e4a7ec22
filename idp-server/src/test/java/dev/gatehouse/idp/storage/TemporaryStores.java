package dev.gatehouse.idp.storage;

import dev.gatehouse.idp.storage.sqlite.SqliteDocumentStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/** Stores for tests that have no temporary folder of their own; they stay under {@code target} until the next clean. */
public final class TemporaryStores {

    private TemporaryStores() {}

    public static DocumentStore sqlite() {
        return sqlite(Clock.systemUTC());
    }

    public static DocumentStore sqlite(Clock clock) {
        try {
            Path parent = Files.createDirectories(Path.of("target", "test-stores"));
            return SqliteDocumentStore.open(
                    Files.createTempDirectory(parent, "store").resolve("gatehouse.db"), clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
