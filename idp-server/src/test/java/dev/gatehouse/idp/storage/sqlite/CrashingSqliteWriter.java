package dev.gatehouse.idp.storage.sqlite;

import dev.gatehouse.idp.storage.CrashingWriter;
import java.nio.file.Path;
import java.time.Clock;

/** Writes to a SQLite file until it is killed. */
final class CrashingSqliteWriter {

    private CrashingSqliteWriter() {}

    public static void main(String[] arguments) {
        CrashingWriter.run(SqliteDocumentStore.open(Path.of(arguments[0]), Clock.systemUTC()), 8);
    }
}
