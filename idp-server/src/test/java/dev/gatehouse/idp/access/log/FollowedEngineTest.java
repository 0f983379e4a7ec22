package dev.gatehouse.idp.access.log;

import static dev.gatehouse.idp.access.log.Node.ACME;
import static dev.gatehouse.idp.access.log.Node.in;
import static dev.gatehouse.idp.access.log.Node.out;
import static dev.gatehouse.idp.access.log.Node.reads;
import static dev.gatehouse.idp.access.log.Node.role;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.acl.Revision;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.LogRecord;
import dev.gatehouse.acl.engine.AccessLog;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.StorageUnavailable;
import dev.gatehouse.idp.storage.TemporaryStores;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FollowedEngineTest {

    private static final Duration MOMENT = Duration.ofNanos(1);

    private final DocumentStore store = TemporaryStores.sqlite();
    private final Node one = new Node(store);
    private @Nullable RecordedReads recorded;
    private final Node other = new Node(store, log -> recorded = new RecordedReads(log, 0));

    private int readsOfOther() {
        return recorded == null ? 0 : recorded.reads();
    }

    @BeforeEach
    void makeScene() {
        one.makeScene();
        one.make(ACME, in("staff", "user:eve"));
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
        store.close();
    }

    @Nested
    class Following {

        @Test
        void answersWhenTheViewIsTooOldThenReadsOnFirst() {
            assertThat(reads(other.engine.view(ACME), "eve")).isTrue();
            one.make(ACME, out("staff", "user:eve"));
            other.pass(FollowedEngine.OLDEST_VIEW);
            assertThat(reads(other.engine.view(ACME), "eve")).isTrue();
            other.pass(MOMENT);
            assertThat(reads(other.engine.view(ACME), "eve")).isFalse();
        }

        @Test
        void answersWhenItCommittedItselfThenWithThatAtOnce() {
            other.view();
            other.make(ACME, out("staff", "user:eve"));
            assertThat(reads(other.engine.view(ACME), "eve")).isFalse();
        }

        @Test
        void startsWhenTheStoreIsThereThenWithSystemInMemory() {
            one.make(WorkspaceId.SYSTEM, role("support"));
            other.engine.start();
            assertThat(other.engine.engine().view(WorkspaceId.SYSTEM).revision())
                    .isEqualTo(new Revision(1, 1));
        }

        @Test
        void followsWhenNobodyAsksThenReadsNothing() {
            other.view();
            other.pass(FollowedEngine.IN_USE.plus(MOMENT));
            int before = readsOfOther();
            for (int round = 0; round < 10; round++) {
                other.engine.follow();
            }
            assertThat(readsOfOther()).isEqualTo(before);
        }

        @Test
        void unloadsWhenNobodyAskedForLongThenLoadsAtTheNextQuestion() {
            other.view();
            other.pass(FollowedEngine.UNLOADED_AFTER.plus(MOMENT));
            other.engine.follow();
            one.make(ACME, out("staff", "user:eve"));
            assertThat(reads(other.engine.view(ACME), "eve")).isFalse();
            assertThat(other.view().revision().workspace()).isEqualTo(3);
        }

        @Test
        void answersWhenAWorkspaceHasNoLogThenEmptyAndKeepsNothing() {
            WorkspaceId nobody = new WorkspaceId("nobody's");
            assertThat(Node.view(other.engine.view(nobody)).revision()).isEqualTo(new Revision(0, 0));
            int before = readsOfOther();
            other.engine.view(nobody);
            assertThat(readsOfOther()).isGreaterThan(before);
        }
    }

    /** Who is told of changes, and of none too few. */
    @Nested
    class Listening {

        private final BlockingQueue<Revision> told = new LinkedBlockingQueue<>();

        private FollowedEngine.Listening listen(WorkspaceId workspace) {
            return other.engine.listen(
                    workspace,
                    () -> told.add(other.engine.engine().view(workspace).revision()));
        }

        private void awaitTold(Revision revision) throws InterruptedException {
            Revision last = told.poll(20, TimeUnit.SECONDS);
            while (last != null && !last.equals(revision)) {
                last = told.poll(20, TimeUnit.SECONDS);
            }
            assertThat(last).isEqualTo(revision);
        }

        @Test
        void tellsWhenAnotherNodeAppendsThenOnTheNextRoundAlsoAfterLong() throws InterruptedException {
            try (var _ = listen(ACME)) {
                other.pass(FollowedEngine.UNLOADED_AFTER.plus(MOMENT));
                Revision made = one.make(ACME, out("staff", "user:eve"));
                other.engine.follow();
                awaitTold(made);
                other.pass(FollowedEngine.IN_USE.plus(MOMENT));
                one.make(WorkspaceId.SYSTEM, role("support"));
                other.engine.follow();
                awaitTold(new Revision(made.workspace(), made.system() + 1));
            }
        }

        @Test
        void tellsWhenTheNodeCommitsItselfThenAtOnce() {
            try (var _ = listen(ACME)) {
                Revision made = other.make(ACME, out("staff", "user:eve"));
                assertThat(told).contains(made);
            }
        }

        @Test
        void tellsWhenTheWorkspaceHasNoLogThenItIsNotForgottenMeanwhile() {
            WorkspaceId fresh = new WorkspaceId("fresh");
            try (var _ = listen(fresh)) {
                other.engine.view(fresh);
                Revision made = other.make(fresh, role("first"));
                assertThat(told).contains(made);
            }
        }

        @Test
        void tellsWhenListeningHasEndedThenNoMore() {
            listen(ACME).close();
            other.make(ACME, out("staff", "user:eve"));
            assertThat(told).isEmpty();
        }

        @Test
        void followsWhenListeningHasEndedThenReadsNothing() {
            listen(ACME).close();
            other.pass(FollowedEngine.IN_USE.plus(MOMENT));
            int before = readsOfOther();
            other.engine.follow();
            assertThat(readsOfOther()).isEqualTo(before);
        }
    }

    /**
     * The new enemy (Zanzibar, section 2.2): who was shut out, and then sees what was put there afterwards, because the
     * check is answered by a node that has not read of the shutting out.
     */
    @Nested
    class NewEnemy {

        private static final int ROUNDS = 200;

        private Revision shutOut(int round) {
            String enemy = "user:enemy" + round;
            one.make(ACME, in("staff", enemy));
            other.pass(FollowedEngine.OLDEST_VIEW.plus(MOMENT));
            assertThat(reads(other.engine.view(ACME), "enemy" + round)).isTrue();
            return one.make(ACME, out("staff", enemy));
        }

        @Test
        void checksWhenNoRevisionIsCarriedThenTheEnemyMayStillGetIn() {
            shutOut(0);
            assertThat(reads(other.engine.view(ACME), "enemy0"))
                    .as("without this the guard's own test could not fail")
                    .isTrue();
        }

        @Test
        void checksWhenTheRevisionIsCarriedThenTheEnemyNeverGetsIn() {
            for (int round = 0; round < ROUNDS; round++) {
                Revision content = shutOut(round);
                assertThat(reads(other.engine.viewAtLeast(ACME, content), "enemy" + round))
                        .isFalse();
            }
        }

        @Test
        void checksWhenTheChangeWasMadeInSystemThenThatPositionIsWaitedForToo() {
            one.make(WorkspaceId.SYSTEM, role("support"), in("support", "user:enemy"));
            one.make(ACME, in("staff", "role:system/support"));
            other.pass(FollowedEngine.OLDEST_VIEW.plus(MOMENT));
            assertThat(reads(other.engine.view(ACME), "enemy")).isTrue();
            one.make(WorkspaceId.SYSTEM, out("support", "user:enemy"));
            Revision content = one.view().revision();
            assertThat(reads(other.engine.view(ACME), "enemy")).isTrue();
            assertThat(reads(other.engine.viewAtLeast(ACME, content), "enemy")).isFalse();
        }
    }

    @Nested
    class Revisions {

        @Test
        void refusesWhenARevisionIsBeyondTheLogsThenAtOnce() {
            Revision head = one.view().revision();
            assertThat(other.engine.viewAtLeast(ACME, new Revision(head.workspace() + 1, head.system())))
                    .isEqualTo(new FreshView.RevisionUnknown(head));
            assertThat(other.engine.viewAtLeast(ACME, new Revision(head.workspace(), head.system() + 1)))
                    .isEqualTo(new FreshView.RevisionUnknown(head));
            assertThat(other.engine.viewAt(ACME, new Revision(head.workspace() + 1, head.system())))
                    .isEqualTo(new FreshView.RevisionUnknown(head));
        }

        @Test
        void looksBackWhenTheRevisionIsPastThenAsItWasThen() {
            Revision before = one.view().revision();
            one.make(ACME, out("staff", "user:eve"));
            assertThat(reads(other.engine.viewAt(ACME, before), "eve")).isTrue();
            assertThat(reads(other.engine.view(ACME), "eve")).isFalse();
        }

        @Test
        void looksBackWhenTheInstantIsPastThenAsItWasThen() {
            Instant before = Node.view(one.engine.view(ACME)).time();
            one.make(ACME, out("staff", "user:eve"));
            assertThat(reads(other.engine.viewAt(ACME, before), "eve")).isTrue();
            assertThat(reads(other.engine.viewAt(ACME, before.minusMillis(1)), "eve"))
                    .isFalse();
        }
    }

    @Nested
    class StoreAway {

        @Test
        void answersWhenTheStoreFailsThenNothingOlder() {
            var away = new Away();
            try (Node node = new Node(store, away::around)) {
                assertThat(reads(node.engine.view(ACME), "eve")).isTrue();
                away.fails = true;
                assertThat(reads(node.engine.view(ACME), "eve")).isTrue();
                node.pass(FollowedEngine.OLDEST_VIEW.plus(MOMENT));
                assertThat(node.engine.view(ACME)).isEqualTo(new FreshView.NotReached());
                away.fails = false;
                assertThat(reads(node.engine.view(ACME), "eve")).isTrue();
            }
        }

        @Test
        void answersWhenTheStoreHangsThenWithinTheBound() {
            var away = new Away();
            try (Node node = new Node(store, away::around)) {
                Revision head = Node.view(node.engine.view(ACME)).revision();
                away.gate = new CountDownLatch(1);
                long begun = System.nanoTime();
                assertThat(node.engine.viewAtLeast(ACME, new Revision(head.workspace() + 1, head.system())))
                        .isEqualTo(new FreshView.NotReached());
                assertThat(Duration.ofNanos(System.nanoTime() - begun))
                        .isBetween(FollowedEngine.LONGEST_WAIT, FollowedEngine.LONGEST_WAIT.multipliedBy(4));
                away.gate.countDown();
            }
        }
    }

    /** A log that fails or hangs on demand. */
    private static final class Away {
        private volatile boolean fails;
        private volatile CountDownLatch gate = new CountDownLatch(0);

        AccessLog around(AccessLog log) {
            return new AccessLog() {
                @Override
                public List<LogRecord> read(WorkspaceId workspace, long after, int limit) {
                    if (fails) {
                        throw new StorageUnavailable("away", null, false);
                    }
                    try {
                        gate.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return log.read(workspace, after, limit);
                }

                @Override
                public boolean append(LogRecord record) {
                    return log.append(record);
                }

                @Override
                public long positionAt(WorkspaceId workspace, Instant instant) {
                    return log.positionAt(workspace, instant);
                }

                @Override
                public Optional<Iterator<byte[]>> snapshot(WorkspaceId workspace, long atMost) {
                    return log.snapshot(workspace, atMost);
                }
            };
        }
    }
}
