package dev.gatehouse.acl.engine;

import static dev.gatehouse.acl.engine.Worlds.ACME;
import static dev.gatehouse.acl.engine.Worlds.NOW;
import static dev.gatehouse.acl.engine.Worlds.SYSTEM;
import static dev.gatehouse.acl.engine.Worlds.allow;
import static dev.gatehouse.acl.engine.Worlds.deny;
import static dev.gatehouse.acl.engine.Worlds.entry;
import static dev.gatehouse.acl.engine.Worlds.gone;
import static dev.gatehouse.acl.engine.Worlds.in;
import static dev.gatehouse.acl.engine.Worlds.out;
import static dev.gatehouse.acl.engine.Worlds.put;
import static dev.gatehouse.acl.engine.Worlds.role;
import static dev.gatehouse.acl.engine.Worlds.type;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gatehouse.acl.Budget;
import dev.gatehouse.acl.Decision;
import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.Everyone;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Rights;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.history.History;
import dev.gatehouse.acl.history.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Since when, and by what: docs/access-model.md, "When". */
class HistoryTest {

    private static final ObjectRef DOC = ObjectRef.of("doc", "1");
    private static final Instant LATER = NOW.plus(Duration.ofDays(2));

    private final WatchedAccessLog log = new WatchedAccessLog();
    private final AtomicLong clock = new AtomicLong(NOW.toEpochMilli());
    private final AccessEngine engine = new AccessEngine(
            log, Scripts.IMPLIED, new Cursors(new byte[32]), () -> Instant.ofEpochMilli(clock.incrementAndGet()));

    @BeforeEach
    void begin() {
        make(
                ACME,
                type("doc", List.of("sign"), List.of()),
                role("staff"),
                put("doc:1", null),
                allow("doc:1", "role:staff", "read"));
    }

    private void make(WorkspaceId workspace, Change... changes) {
        assertThat(engine.commit(workspace, new Batch("user:root", "event", List.of(changes))))
                .isInstanceOf(Commit.Committed.class);
    }

    private static Budget ample() {
        return new Budget(Duration.ofMinutes(1), System::nanoTime);
    }

    private static RawQuestion asked(String user, String object) {
        return new RawQuestion(new RawSubject("user", user), "read", new RawObject("doc", object));
    }

    private History history(int most) {
        return engine.history(engine.view(ACME), asked("a", "1"), LATER, most, ample());
    }

    /** Each as its decision and what made it so. */
    private static List<String> shown(History history) {
        return history.turns().stream()
                .map(turn -> {
                    String decision = turn.decision() instanceof Decision.Denied denied
                            ? denied.reason().code()
                            : "allowed";
                    return decision
                            + switch (turn.cause()) {
                                case Turn.Recorded(var record) ->
                                    " by " + record.workspace() + " "
                                            + record.changes().stream()
                                                    .map(Change::word)
                                                    .toList();
                                case Turn.Expired(WorkspaceId workspace, List<Entry> entries) ->
                                    " since " + entries.size() + " of " + workspace + " expired";
                            };
                })
                .toList();
    }

    @Nested
    class Causes {

        @Test
        void looksBackWhenAMemberCameAndWentThenBothRecords() {
            make(ACME, in("staff", "user:a"));
            make(ACME, in("staff", "user:b"));
            make(ACME, out("staff", "user:a"));
            make(ACME, out("staff", "user:b"));
            History history = history(10);
            assertThat(shown(history))
                    .containsExactly("nothing-allows by acme [member.remove]", "allowed by acme [member.add]");
            assertThat(history.isComplete()).isTrue();
            assertThat(history.turns().getFirst().decision().revision().toString())
                    .isEqualTo("r4.0");
        }

        @Test
        void looksBackWhenSystemChangedThenItsRecord() {
            make(SYSTEM, role("support"), allow("workspace:system", "role:support", "read"));
            make(SYSTEM, in("support", "user:a"));
            make(ACME, deny("doc:1", "role:system/support", "read"));
            make(SYSTEM, out("support", "user:a"));
            make(ACME, in("staff", "user:a"));
            make(SYSTEM, in("support", "user:a"));
            assertThat(shown(history(10)))
                    .containsExactly(
                            "entry-denies by system [member.add]",
                            "allowed by acme [member.add]",
                            "entry-denies by acme [entry.add]",
                            "allowed by system [member.add]");
        }

        @Test
        void looksBackWhenEntriesExpiredThenAtTheirEnd() {
            Instant first = NOW.plusSeconds(3_600);
            make(
                    ACME,
                    new Change.EntryAdded(entry("doc:1", "user:a", "read").until(first.plusSeconds(5))),
                    new Change.EntryAdded(
                            Entry.deny(DOC, Everyone.EVERYONE, Rights.ALL).until(first)));
            History history = history(10);
            assertThat(shown(history))
                    .containsExactly("nothing-allows since 1 of acme expired", "allowed since 1 of acme expired");
            assertThat(history.turns()).map(Turn::time).containsExactly(first.plusSeconds(5), first);
        }

        @Test
        void looksBackWhenARootEntryOfSystemExpiredThenSystem() {
            make(
                    SYSTEM,
                    new Change.EntryAdded(
                            entry("workspace:system", "user:a", "read").until(NOW.plusSeconds(60))));
            assertThat(shown(history(1))).containsExactly("nothing-allows since 1 of system expired");
        }

        @Test
        void looksBackWhenTheObjectCameAndWentThenThoseRecords() {
            make(ACME, in("staff", "everyone"));
            make(ACME, gone("doc:1"));
            make(ACME, put("doc:1", null));
            assertThat(shown(history(10)))
                    .containsExactly("unknown-object by acme [object.delete]", "allowed by acme [member.add]");
        }

        @Test
        void looksBackWhenItWasNeverAllowedThenNothing() {
            assertThat(history(10)).isEqualTo(History.NONE);
            assertThat(engine.history(
                            engine.view(ACME),
                            new RawQuestion(new RawSubject("robot", "x"), "\u0000", new RawObject("", "")),
                            LATER,
                            10,
                            ample()))
                    .isEqualTo(History.NONE);
        }

        @Test
        void looksBackWhenAskedAsOfAPastThenNothingLater() {
            make(ACME, in("staff", "user:a"));
            AccessView then = engine.view(ACME);
            make(ACME, out("staff", "user:a"));
            assertThat(shown(engine.history(then, asked("a", "1"), then.time(), 10, ample())))
                    .containsExactly("allowed by acme [member.add]");
        }

        @Test
        void looksBackWhenNoneOrTooManyAreAskedForThenRefused() {
            assertThatIllegalArgumentException().isThrownBy(() -> history(0));
            assertThatIllegalArgumentException().isThrownBy(() -> history(101));
        }
    }

    @Nested
    class LongLogs {

        private void makeMany(WorkspaceId workspace, int records) {
            IntStream.range(0, records).forEach(i -> make(workspace, in("others", "user:u" + i)));
        }

        @BeforeEach
        void begin() {
            make(ACME, role("others"));
            make(SYSTEM, role("others"));
            make(ACME, in("staff", "user:a"));
        }

        @Test
        void looksBackWhenTheChangeIsNewThenFindsItWithoutReadingTheLog() {
            makeMany(ACME, 3_000);
            makeMany(SYSTEM, 3_000);
            make(ACME, out("staff", "user:a"));
            log.recordsRead.set(0);
            History history = history(1);
            assertThat(shown(history)).containsExactly("nothing-allows by acme [member.remove]");
            assertThat(history.isComplete()).isFalse();
            assertThat(log.recordsRead).hasValueLessThan(3L * LookingBack.NEWEST);
        }

        @Test
        void looksBackWhenTheChangeIsOldThenFindsItToo() {
            makeMany(ACME, 1_000);
            RefereePropertyTest.keep(log.log, engine.view(ACME));
            makeMany(SYSTEM, 700);
            makeMany(ACME, 700, 1_000);
            History history = history(10);
            assertThat(shown(history)).containsExactly("allowed by acme [member.add]");
            assertThat(history.isComplete()).isTrue();
        }

        private void makeMany(WorkspaceId workspace, int records, int from) {
            IntStream.range(from, from + records).forEach(i -> make(workspace, in("others", "user:u" + i)));
        }

        @Test
        void looksBackWhenTimeIsUpThenSaysSinceWhenItLooked() {
            History history =
                    engine.history(engine.view(ACME), asked("a", "1"), LATER, 1, new Budget(Duration.ZERO, () -> 0));
            assertThat(history.turns()).isEmpty();
            assertThat(history.since())
                    .isEqualTo(new History.Moment(engine.view(ACME).revision(), LATER));
        }

        @Test
        void looksBackWhenSomebodyIsWritingThenDoesNotWait() {
            log.beforeAppend = () -> assertThat(CompletableFuture.supplyAsync(() -> history(10))
                            .orTimeout(30, TimeUnit.SECONDS)
                            .join()
                            .turns())
                    .hasSize(1);
            make(ACME, out("staff", "user:a"));
        }
    }
}
