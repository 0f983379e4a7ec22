package dev.gatehouse.idp.storage.sqlite;

import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.DocumentType;
import dev.gatehouse.idp.storage.Documents;
import dev.gatehouse.idp.storage.PrivateFiles;
import dev.gatehouse.idp.storage.Sweepable;
import dev.gatehouse.idp.storage.layout.RecordLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A document store in one SQLite file. One process at a time may write to the file. */
public final class SqliteDocumentStore implements DocumentStore, Sweepable {

    /** How long a caller waits for its write when nothing else is said. */
    public static final Duration WRITE_TIMEOUT = Duration.ofSeconds(10);

    private final GroupCommit writer;
    private final Readers readers;
    private final Clock clock;
    private final Map<String, SqliteDocuments<?>> collections = new ConcurrentHashMap<>();

    private SqliteDocumentStore(GroupCommit writer, Readers readers, Clock clock) {
        this.writer = writer;
        this.readers = readers;
        this.clock = clock;
    }

    /** Opens the file and creates it, for its owner alone, where it is missing. */
    public static SqliteDocumentStore open(Path file, Clock clock) {
        return open(file, clock, WRITE_TIMEOUT);
    }

    /**
     * Opens the file.
     *
     * @param writeTimeout how long a caller waits until its write is durable before it is told that it is not
     */
    public static SqliteDocumentStore open(Path file, Clock clock, Duration writeTimeout) {
        var writer = new GroupCommit(file, writeTimeout);
        try {
            PrivateFiles.create(file);
            writer.start();
        } catch (IOException e) {
            throw new UncheckedIOException("the store " + file + " cannot be opened", e);
        } catch (SQLException e) {
            throw SqliteErrors.unavailable(e, false);
        }
        return new SqliteDocumentStore(writer, new Readers(file, writeTimeout), clock);
    }

    @Override
    public <T extends Record> Documents<T> open(DocumentType<T> type) {
        SqliteDocuments<?> collection = collections.computeIfAbsent(type.name(), name -> prepare(type));
        if (!collection.type().equals(type)) {
            throw new IllegalArgumentException("the collection " + type.name() + " is open with another declaration");
        }
        @SuppressWarnings("unchecked") // the declarations are equal, so are the types
        var documents = (Documents<T>) collection;
        return documents;
    }

    private <T extends Record> SqliteDocuments<T> prepare(DocumentType<T> type) {
        var table = new Table<>(RecordLayout.of(type));
        writer.write(session -> {
            Schema.prepare(table, session);
            return true;
        });
        return new SqliteDocuments<>(table, writer, readers, clock);
    }

    @Override
    public int sweep(Instant now, int limit) {
        int most = 0;
        for (SqliteDocuments<?> collection : collections.values()) {
            most = Math.max(most, collection.deleteExpired(now, limit));
        }
        boolean more = true;
        while (more) {
            more = Boolean.TRUE.equals(writer.write(FreePages::release));
        }
        return most;
    }

    GroupCommit writer() {
        return writer;
    }

    @Override
    public void close() {
        readers.close();
        writer.close();
    }
}
