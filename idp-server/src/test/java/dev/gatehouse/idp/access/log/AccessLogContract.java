package dev.gatehouse.idp.access.log;

import static dev.gatehouse.idp.access.log.Node.ACME;
import static dev.gatehouse.idp.access.log.Node.LATER;
import static dev.gatehouse.idp.access.log.Node.PLAN;
import static dev.gatehouse.idp.access.log.Node.in;
import static dev.gatehouse.idp.access.log.Node.out;
import static dev.gatehouse.idp.access.log.Node.role;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.acl.Decision;
import dev.gatehouse.acl.Revision;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.change.LogRecord;
import dev.gatehouse.acl.change.Refusal;
import dev.gatehouse.acl.engine.AccessView;
import dev.gatehouse.acl.engine.Commit;
import dev.gatehouse.acl.model.SnapshotWriter;
import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.Documents;
import dev.gatehouse.idp.storage.Stored;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the engine relies on, on every store. */
abstract class AccessLogContract {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private DocumentStore store;
    private Node one;
    private Node other;

    /** Opens the database of this test; the second time, the same one again. */
    abstract DocumentStore openStore();

    /** How many pairs of edits race. */
    abstract int pairs();

    @BeforeEach
    void openNodes() {
        store = openStore();
        one = new Node(store);
        other = new Node(store);
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
        store.close();
    }

    private static LogRecord record(WorkspaceId workspace, long position, String event) {
        return new LogRecord(
                workspace,
                position,
                0,
                START.plusSeconds(position),
                "user:test",
                event,
                List.of(role("r" + position), role(event)));
    }

    @Nested
    class Appending {

        @Test
        void appendsWhenAPositionIsFreeThenOnce() {
            assertThat(one.log.append(record(ACME, 1, "first"))).isTrue();
            assertThat(other.log.append(record(ACME, 1, "second"))).isFalse();
            assertThat(one.log.read(ACME, 0, 10)).containsExactly(record(ACME, 1, "first"));
        }

        @Test
        void appendsWhenThePositionBeforeIsFreeThenNothing() {
            assertThat(one.log.append(record(ACME, 2, "early"))).isFalse();
            assertThat(one.log.append(record(ACME, 1, "first"))).isTrue();
            assertThat(one.log.append(record(ACME, 3, "early"))).isFalse();
            assertThat(other.log.read(ACME, 0, 10)).hasSize(1);
        }

        @Test
        void readsWhenALogIsLongThenPageByPage() {
            for (int position = 1; position <= 7; position++) {
                one.log.append(record(ACME, position, "e" + position));
            }
            assertThat(other.log.read(ACME, 2, 3))
                    .extracting(LogRecord::position)
                    .containsExactly(3L, 4L, 5L);
            assertThat(other.log.read(ACME, 5, 3))
                    .extracting(LogRecord::position)
                    .containsExactly(6L, 7L);
            assertThat(other.log.read(ACME, 7, 3)).isEmpty();
        }

        @Test
        void readsWhenNamesOfWorkspacesBeginAlikeThenEachItsOwn() {
            List<WorkspaceId> alike = List.of(
                    ACME,
                    new WorkspaceId("acme/"),
                    new WorkspaceId("Acme"),
                    new WorkspaceId("acme/0000000000000000001"),
                    new WorkspaceId("acme\u00e9"),
                    new WorkspaceId("acmee\u0301"));
            alike.forEach(workspace -> one.log.append(record(workspace, 1, "e" + alike.indexOf(workspace))));
            for (WorkspaceId workspace : alike) {
                assertThat(other.log.read(workspace, 0, 10))
                        .containsExactly(record(workspace, 1, "e" + alike.indexOf(workspace)));
            }
        }

        @Test
        void findsWhenAskedForAnInstantThenTheLastRecordNotLater() {
            one.log.append(record(ACME, 1, "e1"));
            one.log.append(record(ACME, 2, "e2"));
            Instant second = START.plusSeconds(2);
            assertThat(other.log.positionAt(ACME, START)).isZero();
            assertThat(other.log.positionAt(ACME, second.minusMillis(1))).isEqualTo(1);
            assertThat(other.log.positionAt(ACME, second)).isEqualTo(2);
            assertThat(other.log.positionAt(ACME, second.plusNanos(1))).isEqualTo(2);
            assertThat(other.log.positionAt(new WorkspaceId("acm"), LATER)).isZero();
        }

        @Test
        void witnessesWhenAChangeWasAnnouncedThenByItsEvent() {
            one.log.append(record(ACME, 1, "e1"));
            assertThat(other.log.announcedBy(new ChangeId("e1"))).contains(record(ACME, 1, "e1"));
            assertThat(other.log.announcedBy(new ChangeId("e2"))).isEmpty();
        }
    }

    @Nested
    class TwoNodes {

        private final CyclicBarrier together = new CyclicBarrier(2);

        private Commit atOnce(Node node, Change change) throws Exception {
            together.await();
            return node.commit(ACME, change);
        }

        private List<Commit> race(ExecutorService threads, Change first, Change second) throws Exception {
            Future<Commit> firstCommit = threads.submit(() -> atOnce(one, first));
            Future<Commit> secondCommit = threads.submit(() -> atOnce(other, second));
            return List.of(firstCommit.get(), secondCommit.get());
        }

        @Test
        void commitsWhenTwoEditsTogetherFormACycleThenExactlyOneLands() throws Exception {
            one.make(ACME, role("a"), role("b"));
            try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
                for (int pair = 0; pair < pairs(); pair++) {
                    List<Commit> commits = race(threads, in("a", "role:b"), in("b", "role:a"));
                    assertThat(commits)
                            .filteredOn(Commit.Committed.class::isInstance)
                            .hasSize(1);
                    assertThat(commits)
                            .filteredOn(commit -> commit instanceof Commit.Refused refused
                                    && refused.refused().refusal() instanceof Refusal.RoleCycle)
                            .hasSize(1);
                    boolean firstWon = commits.getFirst() instanceof Commit.Committed;
                    other.make(ACME, firstWon ? out("a", "role:b") : out("b", "role:a"));
                }
            }
        }

        @Test
        void commitsWhenTwoEditsAreHarmlessThenBothLandAndNoneIsLost() throws Exception {
            one.make(ACME, role("a"));
            List<Change> made = new ArrayList<>();
            try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
                for (int pair = 0; pair < pairs(); pair++) {
                    Change first = in("a", "user:a" + pair);
                    Change second = in("a", "user:b" + pair);
                    assertThat(race(threads, first, second)).allMatch(Commit.Committed.class::isInstance);
                    made.addAll(List.of(first, second));
                }
            }
            assertThat(one.log.read(ACME, 1, Integer.MAX_VALUE))
                    .flatMap(LogRecord::changes)
                    .containsExactlyInAnyOrderElementsOf(made);
        }

        @Test
        void readsWhenTheOtherNodeCommitsThenAtTheRevisionThatWasGiven() {
            one.makeScene();
            Revision given = one.make(ACME, in("staff", "user:alice"));
            assertThat(Node.reads(other.engine.viewAtLeast(ACME, given), "alice"))
                    .isTrue();
        }
    }

    @Nested
    class Restarting {

        @Test
        void startsWhenTheStoreIsOpenedAgainThenWithAllThatWasCommitted() {
            one.makeScene();
            one.make(ACME, in("staff", "user:alice"));
            byte[] before = snapshot(one.view());
            store.close();
            store = openStore();
            try (Node restarted = new Node(store)) {
                assertThat(snapshot(restarted.view())).isEqualTo(before);
            }
        }
    }

    @Nested
    class Snapshots {

        @BeforeEach
        void writeOne() {
            one.makeScene();
            one.make(ACME, in("staff", "user:alice"), role("gone"), in("gone", "user:carol"));
            assertThat(one.snapshots.write(one.view().models())).isTrue();
            one.make(ACME, in("staff", "user:bob"), out("staff", "user:alice"));
        }

        private Documents<AccessSnapshot.Chunk> chunks() {
            return store.open(AccessSnapshot.Chunk.TYPE);
        }

        private String firstChunk() {
            return AccessSnapshot.Chunk.id(AccessSnapshot.id(ACME, 2), 0);
        }

        /** The same model, whether it comes from the whole log or from the snapshot and the records behind it. */
        private void assertLoadsTheSame() {
            try (Node started = new Node(store)) {
                AccessView view = started.view();
                assertThat(view.revision()).isEqualTo(one.view().revision());
                assertThat(snapshot(view)).isEqualTo(snapshot(one.view()));
                assertThat(Node.reads(started.engine.view(ACME), "bob")).isTrue();
                assertThat(Node.reads(started.engine.view(ACME), "alice")).isFalse();
            }
        }

        @Test
        void loadsWhenThereIsASnapshotThenFromItAndTheRecordsSince() {
            assertThat(one.snapshots.latestPosition(ACME)).isEqualTo(2);
            try (Node started = new Node(store, log -> new RecordedReads(log, 2))) {
                assertThat(snapshot(started.view())).isEqualTo(snapshot(one.view()));
            }
            assertLoadsTheSame();
        }

        @Test
        void loadsWhenABitOfAChunkIsFlippedThenFromTheLog() {
            Stored<AccessSnapshot.Chunk> stored = chunks().get(firstChunk()).orElseThrow();
            byte[] damaged = stored.value().bytes().clone();
            damaged[damaged.length / 2] ^= 1;
            chunks().replaceIf(
                            stored.id(), stored.version(), new AccessSnapshot.Chunk(damaged), ChangeId.unannounced());
            assertLoadsTheSame();
        }

        @Test
        void loadsWhenAChunkIsMissingThenFromTheLog() {
            assertThat(chunks().delete(firstChunk())).isTrue();
            assertLoadsTheSame();
        }

        @Test
        void loadsWhenAWriterDiedBeforeItsSnapshotWasCompleteThenFromTheOneBefore() {
            store.open(AccessSnapshot.TYPE)
                    .insert(
                            AccessSnapshot.id(ACME, 3),
                            new AccessSnapshot("acme", 3, false, 0, 0, START),
                            ChangeId.unannounced());
            assertThat(one.snapshots.latestPosition(ACME)).isEqualTo(2);
            assertLoadsTheSame();
        }

        @Test
        void writesWhenTwoNodesWriteTheSameSnapshotThenOneOfThem() {
            assertThat(one.snapshots.write(one.view().models())).isTrue();
            assertThat(other.snapshots.write(other.view().models())).isFalse();
            assertLoadsTheSame();
        }

        @Test
        void writesWhenManyRecordsWereMadeThenInTheBackground() {
            long position = 3;
            while (position < BackgroundSnapshots.RECORDS) {
                position = one.make(ACME, role("r" + position)).workspace();
            }
            one.close();
            assertThat(one.snapshots.latestPosition(ACME)).isEqualTo(2);
            try (Node busy = new Node(store)) {
                while (busy.snapshots.latestPosition(ACME) == 2 && position < 2 * BackgroundSnapshots.RECORDS) {
                    position = busy.make(ACME, role("r" + position)).workspace();
                }
            }
            assertThat(one.snapshots.latestPosition(ACME))
                    .isBetween(2 + BackgroundSnapshots.RECORDS, 2 * BackgroundSnapshots.RECORDS);
        }

        @Test
        void writesWhenFewRecordsHoldManyChangesThenInTheBackgroundToo() {
            int people = 0;
            try (Node busy = new Node(store)) {
                while (people < BackgroundSnapshots.CHANGES) {
                    Change[] batch = new Change[1_000];
                    for (int i = 0; i < batch.length; i++) {
                        batch[i] = in("staff", "user:u" + people++);
                    }
                    busy.make(ACME, batch);
                }
            }
            assertThat(one.snapshots.latestPosition(ACME)).isEqualTo(3 + BackgroundSnapshots.CHANGES / 1_000);
        }

        @Test
        void writesWhenThereAreOlderOnesThenKeepsTheNewestTwo() {
            one.snapshots.write(one.view().models());
            one.make(ACME, role("later"));
            one.snapshots.write(one.view().models());
            assertThat(one.snapshots.latestPosition(ACME)).isEqualTo(4);
            assertThat(one.snapshots.latest(ACME, 3)).isPresent();
            assertThat(one.snapshots.latest(ACME, 2)).isEmpty();
            assertThat(chunks().get(firstChunk())).isEmpty();
        }

        @Test
        void looksBackWhenTheRevisionIsBeforeTheSnapshotThenAsItWas() {
            one.snapshots.write(one.view().models());
            try (Node started = new Node(store)) {
                started.view();
                Revision past = new Revision(2, 0);
                AccessView then = Node.view(started.engine.viewAt(ACME, past));
                assertThat(then.check(Subject.user("alice"), Right.READ, PLAN, LATER))
                        .isInstanceOf(Decision.Allowed.class);
            }
        }
    }

    /** All that a model says, as bytes. */
    private static byte[] snapshot(AccessView view) {
        List<byte[]> chunks = new ArrayList<>();
        SnapshotWriter.write(view.models(), chunks::add);
        assertThat(chunks).hasSize(1);
        Iterator<byte[]> only = chunks.iterator();
        return only.next();
    }
}
