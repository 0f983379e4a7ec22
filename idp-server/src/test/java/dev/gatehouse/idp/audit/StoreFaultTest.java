package dev.gatehouse.idp.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.idp.audit.AuditTrail.Effect;
import dev.gatehouse.idp.audit.FaultyDocumentStore.Fault;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreFaultTest {

    private static final ChangeEvent INTENT =
            ChangeEvent.intent("client.created", new Target("client", "c1"), "system");

    @TempDir
    Path folder;

    private @Nullable FaultyDocumentStore faulty;
    private @Nullable TestTrail trail;

    @BeforeEach
    void open() {
        trail = TestTrail.on(folder, Clock.systemUTC(), inner -> {
            faulty = new FaultyDocumentStore(inner);
            return faulty;
        });
    }

    @AfterEach
    void close() {
        store().fault(Fault.NONE);
        store().unreadable(false);
        store().release();
        trail().close();
    }

    private FaultyDocumentStore store() {
        return java.util.Objects.requireNonNull(faulty);
    }

    private TestTrail trail() {
        return java.util.Objects.requireNonNull(trail);
    }

    private void assertDense() {
        List<Long> seqs = trail().records().stream()
                .filter(record -> record.retention().equals("security"))
                .map(AuditRecord::seq)
                .toList();
        for (int i = 0; i < seqs.size(); i++) {
            assertThat(seqs.get(i)).isEqualTo(i + 1L);
        }
    }

    private long issued(String token) {
        return trail().records().stream()
                .filter(record ->
                        token.equals(record.target()) && record.action().equals("token.issued"))
                .count();
    }

    @Test
    void refusesWhenStoreIsAwayThenGoesOnWithoutARestart() {
        store().fault(Fault.AWAY);
        var acted = new AtomicBoolean();
        assertThatThrownBy(() -> trail().trail().change(Actor.system(), INTENT, _ -> {
                    acted.set(true);
                    return new Effect<>("", INTENT.succeeded(List.of()));
                }))
                .isInstanceOf(AuditUnavailable.class)
                .isNotInstanceOf(OutcomeUnrecorded.class);
        assertThat(acted).isFalse();
        store().fault(Fault.NONE);
        trail().trail().record(Actor.system(), TestTrail.issued("later"));
        assertThat(trail().actions()).doesNotContain("client.created intended");
        assertDense();
    }

    @Test
    void answersWhenWriteIsStoredButUnacknowledgedThenItCountsOnce() {
        store().fault(Fault.STORED_UNACKNOWLEDGED);
        trail().trail().record(Actor.system(), TestTrail.issued("t1"));
        store().fault(Fault.NONE);
        trail().trail().record(Actor.system(), TestTrail.issued("t2"));
        assertThat(issued("t1")).isEqualTo(1);
        assertDense();
    }

    @Test
    void refusesWhenWriteIsLostThenItsSeqIsUsedByTheNext() {
        store().fault(Fault.LOST_UNACKNOWLEDGED);
        assertThatThrownBy(() -> trail().trail().record(Actor.system(), TestTrail.issued("t1")))
                .isInstanceOf(AuditUnavailable.class);
        store().fault(Fault.NONE);
        trail().trail().record(Actor.system(), TestTrail.issued("t2"));
        assertThat(issued("t1")).isZero();
        assertThat(issued("t2")).isEqualTo(1);
        assertDense();
    }

    @Test
    void refusesInTwoSecondsWhenNothingCanBeReadEitherThenLateRecordIsMarkedUnanswered() {
        store().unreadable(true);
        store().fault(Fault.STORED_UNACKNOWLEDGED);
        long begin = System.nanoTime();
        assertThatThrownBy(() -> trail().trail().record(Actor.system(), TestTrail.issued("t1")))
                .isInstanceOf(AuditUnavailable.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(2_500));
        store().fault(Fault.NONE);
        store().unreadable(false);
        Awaitility.await().until(() -> trail().actions().contains("audit.unanswered failure"));
        assertThat(issued("t1")).isEqualTo(1);
        assertDense();
    }

    @Test
    void refusesInTwoSecondsWhenStoreHangsThenWhatWaitedBehindLeavesNothing() {
        store().hold();
        int before = store().attempts();
        Thread first = Thread.ofVirtual()
                .start(() ->
                        assertThatThrownBy(() -> trail().trail().record(Actor.system(), TestTrail.issued("first"))));
        Awaitility.await().until(() -> store().attempts() > before);
        long begin = System.nanoTime();
        assertThatThrownBy(() -> trail().trail().record(Actor.system(), TestTrail.issued("second")))
                .isInstanceOf(AuditUnavailable.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(2_500));
        Awaitility.await().until(() -> !first.isAlive());
        store().release();
        Awaitility.await().until(() -> trail().actions().contains("audit.unanswered failure"));
        assertThat(issued("first")).isEqualTo(1);
        assertThat(issued("second")).isZero();
        assertDense();
    }

    @Test
    void closesTheIntentWhenOutcomeCouldNotBeRecordedThenWithoutARestart() {
        assertThatThrownBy(() -> trail().trail().change(Actor.system(), INTENT, _ -> {
                    store().fault(Fault.AWAY);
                    return new Effect<>("", INTENT.succeeded(List.of()));
                }))
                .isInstanceOfSatisfying(
                        OutcomeUnrecorded.class, e -> assertThat(e.code()).isEqualTo("OUTCOME_UNRECORDED"));
        store().fault(Fault.NONE);
        Awaitility.await().until(() -> trail().actions().contains("client.created unknown"));
        assertDense();
    }

    @Test
    void appendsDenselyWhenManyThreadsRecordThenNoGapAndEveryRecord() throws Exception {
        List<Thread> threads = java.util.stream.IntStream.range(0, 64)
                .mapToObj(t -> Thread.ofVirtual().start(() -> {
                    for (int i = 0; i < 20; i++) {
                        trail().trail().record(Actor.service("c" + t), TestTrail.issued("t" + t + "-" + i));
                    }
                }))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        assertDense();
        assertThat(trail().records().stream().map(AuditRecord::target).filter(t -> t != null && t.startsWith("t")))
                .hasSize(1280)
                .doesNotHaveDuplicates();
    }
}
