package dev.gatehouse.idp.storage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.DocumentType;
import dev.gatehouse.idp.storage.Documents;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies in the file: its modes and settings, columns, indexes and triggers. */
class SqliteFileTest {

    record Entry(String chain, long seq, @Nullable Instant expireAt) {}

    private static final DocumentType<Entry> ENTRIES = DocumentType.named("entries", Entry.class)
            .unique("chain_seq", "chain", "seq")
            .index("seq", "seq")
            .expiringAt("expireAt")
            .appendOnly()
            .build();

    @TempDir
    private Path folder;

    private SqliteDocumentStore store;
    private SqliteFile file;

    @BeforeEach
    void open() {
        file = new SqliteFile(folder.resolve("test.db"));
        store = SqliteDocumentStore.open(file.path(), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Documents<Entry> insertEntries() {
        Documents<Entry> entries = store.open(ENTRIES);
        entries.insert("past", new Entry("c", 1, Instant.EPOCH), ChangeId.unannounced());
        entries.insert("future", new Entry("c", 2, Instant.parse("9999-01-01T00:00:00Z")), ChangeId.unannounced());
        entries.insert("ever", new Entry("c", 3, null), ChangeId.unannounced());
        return entries;
    }

    @Test
    void canBeReadByItsOwnerAlone() throws Exception {
        insertEntries();
        for (String name : List.of("test.db", "test.db-wal", "test.db-shm")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void isSetForDurabilityAndErasure() {
        List<String> settings = store.writer().write(session -> {
            var values = new ArrayList<String>();
            for (String name : List.of("journal_mode", "synchronous", "secure_delete", "auto_vacuum")) {
                try (var result = session.prepare("PRAGMA " + name).executeQuery()) {
                    values.add(result.getString(1));
                }
            }
            return values;
        });
        assertThat(settings).containsExactly("wal", "2", "1", "2");
    }

    @Test
    void hasOneColumnForEachComponent() throws Exception {
        insertEntries();
        assertThat(file.query("SELECT name || ' ' || type FROM pragma_table_info('entries')"))
                .containsExactly(
                        "_id TEXT",
                        "_version INTEGER",
                        "_change TEXT",
                        "chain TEXT",
                        "seq INTEGER",
                        "expireAt INTEGER");
    }

    @Test
    void refusesEveryUpdateOfWhatIsAppendOnly() throws Exception {
        insertEntries();
        for (String id : List.of("past", "future", "ever")) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> file.execute("UPDATE entries SET seq = 9 WHERE _id = '" + id + "'"))
                    .withMessageContaining("append-only");
        }
    }

    @Test
    void refusesToDeleteWhatIsAppendOnlyOutsideOfASweep() throws Exception {
        insertEntries();
        for (String id : List.of("past", "future", "ever")) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> file.execute("DELETE FROM entries WHERE _id = '" + id + "'"))
                    .withMessageContaining("append-only");
        }
    }

    @Test
    void letsOnlyWhatHasExpiredLeaveInASweep() throws Exception {
        Documents<Entry> entries = insertEntries();
        long now = 1_800_000_000_000_000L;
        assertThatIllegalStateException()
                .isThrownBy(() -> store.writer()
                        .write(session -> Sweep.at(session, now, () -> {
                            session.execute("DELETE FROM entries WHERE _id = 'future'");
                            return true;
                        })));
        assertThat(entries.deleteExpired(Instant.ofEpochSecond(1_800_000_000), 10))
                .isEqualTo(1);
        assertThat(file.query("SELECT _id FROM entries ORDER BY _id")).containsExactly("ever", "future");
        assertThat(file.query("SELECT present FROM _sweep")).containsOnlyNulls();
    }

    @Test
    void staysAppendOnlyWhenDeclaredOtherwise() {
        insertEntries();
        store.close();
        store = SqliteDocumentStore.open(file.path(), Clock.systemUTC());
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        store.open(DocumentType.named("entries", Entry.class).build()))
                .withMessageContaining("append-only");
    }

    @Test
    void followsTheDeclarationOfIndexes() throws Exception {
        insertEntries();
        store.close();
        store = SqliteDocumentStore.open(file.path(), Clock.systemUTC());
        store.open(DocumentType.named("entries", Entry.class)
                .index("chain_seq", "chain", "seq")
                .expiringAt("expireAt")
                .appendOnly()
                .build());
        assertThat(file.query("SELECT sql FROM sqlite_schema WHERE type = 'index' ORDER BY name"))
                .containsExactly(
                        "CREATE INDEX \"entries__chain_seq\" ON \"entries\" (\"chain\", \"seq\", _id)",
                        "CREATE INDEX \"entries__expiry\" ON \"entries\" (\"expireAt\") WHERE \"expireAt\" IS NOT NULL",
                        "CREATE UNIQUE INDEX \"entries__id\" ON \"entries\" (_id)");
    }

    record Retyped(long chain) {}

    @Test
    void refusesAComponentOfAnotherType() {
        insertEntries();
        store.close();
        store = SqliteDocumentStore.open(file.path(), Clock.systemUTC());
        assertThatIllegalStateException()
                .isThrownBy(() -> store.open(DocumentType.named("entries", Retyped.class)
                        .appendOnly()
                        .build()))
                .withMessageContaining("entries.chain is TEXT, this version needs INTEGER");
    }

    @Test
    void shrinksWhenMuchHasExpired() throws Exception {
        record Body(Instant expiresAt, String text) {}
        Documents<Body> bodies = store.open(
                DocumentType.named("bodies", Body.class).expiringAt("expiresAt").build());
        for (int i = 0; i < 30; i++) {
            bodies.insert("id" + i, new Body(Instant.EPOCH, "x".repeat(1_000_000)), ChangeId.unannounced());
        }
        long before = pages();
        assertThat(store.sweep(Instant.now(), 20)).isEqualTo(20);
        assertThat(store.sweep(Instant.now(), 20)).isEqualTo(10);
        assertThat(pages()).isLessThan(before - 6_000);
        store.close();
        assertThat(Files.size(file.path())).isLessThan(6_000_000);
        assertThat(Files.readString(file.path(), StandardCharsets.ISO_8859_1).contains("xxxxxxxx"))
                .isFalse();
    }

    private long pages() throws SQLException {
        return Long.parseLong(file.query("PRAGMA page_count").getFirst());
    }
}
