package dev.gatehouse.idp.storage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.DocumentType;
import dev.gatehouse.idp.storage.Documents;
import dev.gatehouse.idp.storage.Documents.Draft;
import dev.gatehouse.idp.storage.Query;
import dev.gatehouse.idp.storage.StorageUnavailable;
import dev.gatehouse.idp.storage.WriteResult;
import dev.gatehouse.idp.storage.WriteResult.Conflict;
import dev.gatehouse.idp.storage.WriteResult.Written;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes that share a commit share nothing else. */
class GroupCommitTest {

    record Named(String name) {}

    private static final DocumentType<Named> NAMED =
            DocumentType.named("named", Named.class).unique("name", "name").build();

    @TempDir
    private Path folder;

    private SqliteFile file;
    private SqliteDocumentStore store;
    private Documents<Named> documents;
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

    @BeforeEach
    void open() {
        file = new SqliteFile(folder.resolve("test.db"));
        store = SqliteDocumentStore.open(file.path(), Clock.systemUTC(), Duration.ofMillis(400));
        documents = store.open(NAMED);
    }

    @AfterEach
    void close() {
        callers.close();
        store.close();
    }

    /** Lets the writes gather behind one that blocks, so that one group commits them all. */
    private <R> List<Future<R>> inOneGroup(List<Callable<R>> writes) throws Exception {
        var blocking = new CountDownLatch(1);
        var gathered = new CountDownLatch(1);
        Future<?> blocker = callers.submit(() -> store.writer().write(session -> {
            blocking.countDown();
            awaitUninterruptibly(gathered);
            return true;
        }));
        blocking.await();
        List<Future<R>> results = new ArrayList<>();
        for (Callable<R> write : writes) {
            results.add(callers.submit(write));
        }
        while (store.writer().waiting() < writes.size()) {
            Thread.onSpinWait();
        }
        gathered.countDown();
        blocker.get();
        return results;
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private WriteResult insert(String id, String name) {
        return documents.insert(id, new Named(name), ChangeId.unannounced());
    }

    @Test
    void isolatesConflictsWhenWritesShareAGroup() throws Exception {
        insert("taken", "taken");
        List<Draft<Named>> half =
                List.of(new Draft<>("new", new Named("new")), new Draft<>("new-2", new Named("taken")));
        List<Future<WriteResult>> results = inOneGroup(List.of(
                () -> insert("a", "a"),
                () -> insert("b", "taken"),
                () -> documents.insertAll(half, ChangeId.unannounced()),
                () -> insert("taken", "c"),
                () -> insert("d", "d")));
        assertThat(results.get(0).get()).isEqualTo(new Written(1));
        assertThat(results.get(1).get()).isEqualTo(new Conflict("name"));
        assertThat(results.get(2).get()).isEqualTo(new Conflict("name"));
        assertThat(results.get(3).get()).isEqualTo(new Conflict("id"));
        assertThat(results.get(4).get()).isEqualTo(new Written(1));
        assertThat(documents.find(Query.by("id")).items())
                .extracting(stored -> stored.id())
                .containsExactly("a", "d", "taken");
    }

    @Test
    void isolatesABrokenWriteWhenItSharesAGroup() throws Exception {
        List<Future<WriteResult>> results = inOneGroup(List.of(
                () -> insert("a", "a"),
                () -> store.writer().write(session -> {
                    throw new IllegalStateException("broken");
                }),
                () -> store.writer().write(session -> {
                    session.execute("INSERT INTO nowhere VALUES (1)");
                    return new Written(1);
                }),
                () -> insert("b", "b")));
        assertThat(results.get(0).get()).isEqualTo(new Written(1));
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> results.get(1).get())
                .withMessageContaining("broken");
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> results.get(2).get())
                .withMessageContaining("no such table");
        assertThat(results.get(3).get()).isEqualTo(new Written(1));
    }

    @Test
    void refusesInTimeAndRecoversWhenTheFileIsLocked() throws Exception {
        try (Connection other = file.connect();
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            assertThatExceptionOfType(StorageUnavailable.class)
                    .isThrownBy(() -> insert("a", "a"))
                    .matches(refused -> !refused.mayHaveHappened());
            assertThat(documents.get("a")).isEmpty();
            statement.execute("ROLLBACK");
        }
        assertThat(insert("a", "a")).isEqualTo(new Written(1));
    }

    @Test
    void withdrawsAWriteThatWaitedTooLong() throws Exception {
        var blocking = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        Future<?> blocker = callers.submit(() -> store.writer().write(session -> {
            blocking.countDown();
            awaitUninterruptibly(release);
            return true;
        }));
        blocking.await();
        assertThatExceptionOfType(StorageUnavailable.class)
                .isThrownBy(() -> insert("a", "a"))
                .matches(refused -> !refused.mayHaveHappened());
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(blocker::get)
                .matches(
                        refused -> refused.getCause() instanceof StorageUnavailable unsure && unsure.mayHaveHappened());
        release.countDown();
        assertThat(insert("b", "b")).isEqualTo(new Written(1));
        assertThat(documents.get("a")).isEmpty();
    }

    @Test
    void refusesWhenTheDiskIsFullAndRecoversAlone() throws Exception {
        insert("before", "before");
        store.writer().write(session -> {
            session.execute("PRAGMA max_page_count=40");
            return true;
        });
        String large = "x".repeat(500_000);
        assertThatExceptionOfType(StorageUnavailable.class)
                .isThrownBy(() -> insert("large", large))
                .matches(refused -> !refused.mayHaveHappened());
        assertThat(documents.get("large")).isEmpty();
        assertThat(documents.get("before")).isPresent();
        assertThat(insert("small", "small")).isEqualTo(new Written(1));
        store.writer().write(session -> {
            session.execute("PRAGMA max_page_count=100000");
            return true;
        });
        assertThat(insert("large", large)).isEqualTo(new Written(1));
        assertThat(file.query("PRAGMA integrity_check")).containsExactly("ok");
    }

    @Test
    void reportsABugWhenTheWriteBreaksAConstraint() {
        assertThatIllegalStateException()
                .isThrownBy(() -> store.writer().write(session -> {
                    session.execute("INSERT INTO named (_id, _version) VALUES (NULL, 1)");
                    return true;
                }))
                .withMessageContaining("NOT NULL");
    }
}
