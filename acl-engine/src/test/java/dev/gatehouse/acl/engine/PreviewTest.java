package dev.gatehouse.acl.engine;

import static dev.gatehouse.acl.engine.Worlds.ACME;
import static dev.gatehouse.acl.engine.Worlds.NOW;
import static dev.gatehouse.acl.engine.Worlds.SYSTEM;
import static dev.gatehouse.acl.engine.Worlds.allow;
import static dev.gatehouse.acl.engine.Worlds.deny;
import static dev.gatehouse.acl.engine.Worlds.entry;
import static dev.gatehouse.acl.engine.Worlds.in;
import static dev.gatehouse.acl.engine.Worlds.put;
import static dev.gatehouse.acl.engine.Worlds.role;
import static dev.gatehouse.acl.engine.Worlds.type;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.gatehouse.acl.Budget;
import dev.gatehouse.acl.Everyone;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Shift;
import dev.gatehouse.acl.Shift.Direction;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.TypeName;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.change.LogRecord;
import dev.gatehouse.acl.preview.Preview;
import dev.gatehouse.acl.preview.PreviewAnswer;
import dev.gatehouse.acl.preview.PreviewDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What changes would do, and committing just that: docs/access-model.md, "Before it is done". */
class PreviewTest {

    private final Worlds world = new Worlds();

    @BeforeEach
    void begin() {
        world.make(
                ACME,
                type("folder", List.of(), List.of("folder")),
                type("doc", List.of("sign"), List.of("folder")),
                role("staff"),
                put("folder:1", null),
                put("doc:1", "folder:1"),
                put("doc:2", "folder:1"),
                allow("folder:1", "role:staff", "read", "sign"));
    }

    private static Budget ample() {
        return new Budget(Duration.ofMinutes(1), System::nanoTime);
    }

    private Preview preview(Change... changes) {
        return preview(world.engine.view(ACME), NOW, ample(), changes);
    }

    private static Preview preview(AccessView view, Instant time, Budget budget, Change... changes) {
        return ((PreviewAnswer.Previewed) view.preview(Arrays.asList(changes), time, budget)).preview();
    }

    private static Batch batch(Change... changes) {
        return new Batch("test", "event", Arrays.asList(changes));
    }

    private Commit commit(PreviewDigest digest, Change... changes) {
        return world.engine.commit(ACME, batch(changes), digest, ample());
    }

    private static String code(Commit commit) {
        return ((Commit.Refused) commit).refused().refusal().code();
    }

    private static Shift gained(String subject, String right, String type, String id) {
        return new Shift(Direction.GAINED, Subject.parse(subject), new Right(right), new TypeName(type), id);
    }

    @Nested
    class Showing {

        @Test
        void previewsWhenAMemberComesThenWhatTheRoleMayOnEachObject() {
            Preview preview = preview(in("staff", "user:bob"));
            assertThat(preview.shifts(0, 100))
                    .containsExactlyInAnyOrder(
                            gained("user:bob", "read", "folder", "1"),
                            gained("user:bob", "read", "doc", "1"),
                            gained("user:bob", "sign", "doc", "1"),
                            gained("user:bob", "read", "doc", "2"),
                            gained("user:bob", "sign", "doc", "2"));
            assertThat(preview.gained()).isEqualTo(5);
            assertThat(preview.lost()).isZero();
            assertThat(world.may(ACME, "user:bob", "read", "doc:1")).isFalse();
        }

        @Test
        void previewsWhenEveryoneLosesThenAsOneSubjectBesidesThoseNamed() {
            world.make(ACME, allow("doc:1", "everyone", "read"), in("staff", "user:bob"));
            Preview preview = preview(deny("doc:1", "everyone", "read"));
            assertThat(preview.shifts(0, 100))
                    .extracting(Shift::direction, Shift::who)
                    .containsExactlyInAnyOrder(
                            tuple(Direction.LOST, Everyone.EVERYONE), tuple(Direction.LOST, Subject.user("bob")));
        }

        @Test
        void previewsWhenAllOfAnImpliedTypeThenThoseWithoutARecordAsOne() {
            Preview preview = preview(allow("clients:all", "user:bob", "rotate"));
            assertThat(preview.shifts(0, 100))
                    .containsExactly(new Shift(
                            Direction.GAINED, Subject.user("bob"), new Right("rotate"), new TypeName("client"), null));
        }

        @Test
        void previewsWhenATypeDeclaresAnotherRightThenWhoeverMayEverything() {
            world.make(ACME, allow("doc:1", "user:bob", "*"), allow("workspace:acme", "user:root", "*"));
            Preview preview = preview(type("doc", List.of("sign", "print"), List.of("folder")));
            assertThat(preview.shifts(0, 100))
                    .containsExactlyInAnyOrder(
                            gained("user:bob", "print", "doc", "1"),
                            gained("user:root", "print", "doc", "1"),
                            gained("user:root", "print", "doc", "2"));
        }

        @Test
        void previewsWhenObjectsComeMoveAndGoThenWhatIsInheritedThere() {
            world.make(ACME, in("staff", "user:bob"), put("folder:2", null));
            Preview preview = preview(put("doc:3", "folder:1"), put("doc:1", "folder:2"), Worlds.gone("doc:2"));
            assertThat(preview.shifts(0, 100))
                    .extracting(Shift::direction, shift -> shift.right() + " " + shift.id())
                    .containsExactlyInAnyOrder(
                            tuple(Direction.GAINED, "read 3"),
                            tuple(Direction.GAINED, "sign 3"),
                            tuple(Direction.LOST, "read 1"),
                            tuple(Direction.LOST, "sign 1"),
                            tuple(Direction.LOST, "read 2"),
                            tuple(Direction.LOST, "sign 2"));
        }

        @Test
        void previewsWhenInPagesThenTheSameInOrder() {
            world.make(ACME, in("staff", "user:a"), in("staff", "user:b"));
            Preview preview = preview(deny("folder:1", "role:staff", "*"));
            List<Shift> whole = preview.shifts(0, 100);
            assertThat(whole).hasSize(10);
            assertThat(preview.shifts(3, 4)).isEqualTo(whole.subList(3, 7));
            assertThat(preview.shifts(8, 4)).isEqualTo(whole.subList(8, 10));
            assertThat(preview.shifts(10, 4)).isEmpty();
        }

        @Test
        void previewsWhenAChangeIsRefusedThenWithItsReason() {
            PreviewAnswer answer = world.engine
                    .view(ACME)
                    .preview(List.of(in("staff", "user:bob"), allow("doc:9", "user:bob", "read")), NOW, ample());
            assertThat(answer).isInstanceOfSatisfying(PreviewAnswer.Refused.class, refused -> {
                assertThat(refused.refused().index()).isEqualTo(1);
                assertThat(refused.refused().refusal().code()).isEqualTo("unknown-object");
            });
        }

        @Test
        void previewsWhenAllIsTrueAlreadyThenNothing() {
            Preview preview = preview(role("staff"));
            assertThat(preview.gained() + preview.lost()).isZero();
            assertThat(preview.digest()).isPresent();
        }

        @Test
        void previewsWhenInSystemThenWhetherOthersFeelItToo() {
            world.make(SYSTEM, role("support"));
            AccessView system = world.engine.view(SYSTEM);
            assertThat(preview(system, NOW, ample(), in("support", "user:bob")).reachesOthers())
                    .isTrue();
            assertThat(preview(system, NOW, ample(), allow("workspace:system", "user:bob", "*"))
                            .reachesOthers())
                    .isTrue();
            assertThat(preview(system, NOW, ample(), allow("clients:all", "user:bob", "*"))
                            .reachesOthers())
                    .isFalse();
            assertThat(preview(in("staff", "user:bob")).reachesOthers()).isFalse();
        }

        @Test
        void previewsWhenTimeIsUpThenPartAndWithoutDigest() {
            world.make(ACME, in("staff", "user:a"), in("staff", "user:b"));
            AtomicLong ticks = new AtomicLong();
            Change change = deny("folder:1", "role:staff", "*");
            boolean sawPart = false;
            for (int most = 0; most < 60; most++) {
                Preview preview = preview(
                        world.engine.view(ACME),
                        NOW,
                        new Budget(Duration.ofNanos(most), ticks::getAndIncrement),
                        change);
                if (preview.isComplete()) {
                    assertThat(preview.lost()).isEqualTo(10);
                } else {
                    assertThat(preview.digest()).isEmpty();
                    sawPart |= preview.lost() > 0;
                }
                assertThat(preview.shifts(0, 100)).hasSize((int) preview.lost());
            }
            assertThat(sawPart).isTrue();
        }
    }

    @Nested
    class Committing {

        private final Change change = in("staff", "user:bob");

        @Test
        void commitsWhenNothingMovedThenDone() {
            PreviewDigest digest = preview(change).digest().orElseThrow();
            assertThat(commit(digest, change)).isInstanceOf(Commit.Committed.class);
            assertThat(world.may(ACME, "user:bob", "sign", "doc:1")).isTrue();
        }

        @Test
        void commitsWhenOthersChangedSomethingElseThenDone() {
            PreviewDigest digest = preview(change).digest().orElseThrow();
            world.make(ACME, role("other"), allow("doc:1", "role:other", "update"));
            world.make(SYSTEM, role("admins"));
            assertThat(commit(digest, change)).isInstanceOf(Commit.Committed.class);
        }

        @Test
        void commitsWhenItWouldDoSomethingElseThenOutdated() {
            PreviewDigest digest = preview(change).digest().orElseThrow();
            world.make(ACME, put("doc:3", "folder:1"));
            assertThat(code(commit(digest, change))).isEqualTo("preview-outdated");
            assertThat(world.may(ACME, "user:bob", "read", "doc:1")).isFalse();
        }

        @Test
        void commitsWhenAnEntryHasExpiredMeanwhileThenOutdated() {
            world.make(
                    ACME,
                    new Change.EntryAdded(entry("doc:1", "role:staff", "update").until(NOW)));
            AccessView view = world.engine.view(ACME);
            PreviewDigest digest =
                    preview(view, NOW.minusSeconds(1), ample(), change).digest().orElseThrow();
            assertThat(code(commit(digest, change))).isEqualTo("preview-outdated");
        }

        @Test
        void commitsWhenOtherChangesOrAnotherWorkspaceThenOutdated() {
            PreviewDigest digest = preview(change).digest().orElseThrow();
            assertThat(code(commit(digest, in("staff", "user:eve")))).isEqualTo("preview-outdated");
            WorkspaceId other = new WorkspaceId("other");
            world.make(other, role("staff"));
            assertThat(code(world.engine.commit(other, batch(change), digest, ample())))
                    .isEqualTo("preview-outdated");
        }

        @Test
        void commitsWhenTheChangesCanNoLongerBeMadeThenThatReason() {
            PreviewDigest digest = preview(change).digest().orElseThrow();
            world.make(ACME, Worlds.noRole("staff"));
            assertThat(code(commit(digest, change))).isEqualTo("unknown-role");
        }

        @Test
        void commitsWhenTheActorMayNotThenThatAndNothingElse() {
            Batch nobodys = new Batch(
                    "user:mallory",
                    "event",
                    List.of(in("no-such-role", "user:mallory")),
                    new ChangeRights(Subject.user("mallory"), NOW));
            PreviewDigest digest = preview(change).digest().orElseThrow();
            assertThat(code(world.engine.commit(ACME, nobodys, digest, ample())))
                    .isEqualTo("not-permitted");
        }

        @Test
        void commitsWhenThereIsNoTimeToLookAgainThenOutdated() {
            PreviewDigest digest = preview(change).digest().orElseThrow();
            Budget none = new Budget(Duration.ZERO, System::nanoTime);
            assertThat(code(world.engine.commit(ACME, batch(change), digest, none)))
                    .isEqualTo("preview-outdated");
        }

        @Test
        void commitsWhenARecordComesBetweenThenLooksAgain() {
            PreviewDigest digest = preview(change).digest().orElseThrow();
            AccessEngine harmless = engineOn(new Interrupted(world, allow("doc:1", "user:eve", "update")));
            assertThat(harmless.commit(ACME, batch(change), digest, ample())).isInstanceOf(Commit.Committed.class);

            Change second = in("staff", "user:carol");
            PreviewDigest next = preview(second).digest().orElseThrow();
            AccessEngine harmful = engineOn(new Interrupted(world, put("doc:4", "folder:1")));
            assertThat(code(harmful.commit(ACME, batch(second), next, ample()))).isEqualTo("preview-outdated");
        }

        private static AccessEngine engineOn(AccessLog log) {
            return new AccessEngine(log, Scripts.IMPLIED, new Cursors(new byte[32]), () -> NOW);
        }
    }

    /** The log of a world, into which another record comes first, once. */
    private static final class Interrupted implements AccessLog {
        private final Worlds world;
        private final Change first;
        private boolean isDone;

        private Interrupted(Worlds world, Change first) {
            this.world = world;
            this.first = first;
        }

        @Override
        public boolean append(LogRecord record) {
            if (!isDone) {
                isDone = true;
                world.make(ACME, first);
            }
            return world.log.append(record);
        }

        @Override
        public List<LogRecord> read(WorkspaceId workspace, long after, int limit) {
            return world.log.read(workspace, after, limit);
        }

        @Override
        public long positionAt(WorkspaceId workspace, Instant instant) {
            return world.log.positionAt(workspace, instant);
        }

        @Override
        public Optional<Iterator<byte[]>> snapshot(WorkspaceId workspace, long atMost) {
            return world.log.snapshot(workspace, atMost);
        }
    }

    @Nested
    class Digests {

        @Test
        void readsWhenWrittenThenTheSame() {
            PreviewDigest digest = preview(role("new")).digest().orElseThrow();
            assertThat(PreviewDigest.parse(digest.toString())).contains(digest);
            assertThat(digest.toString()).matches("r1\\.0~[A-Za-z0-9_-]{43}");
        }

        @Test
        void readsWhenNotOneOfOursThenNone() {
            for (String bad : List.of("", "~", "r1.0", "r1.0~", "r1.0~short", "x~" + "a".repeat(43))) {
                assertThat(PreviewDigest.parse(bad)).as(bad).isEmpty();
            }
        }

        @Test
        void digestsWhenTheResultIsTheSameButTheChangesAreNotThenDiffer() {
            assertThat(preview(role("a")).digest())
                    .isNotEqualTo(preview(role("b")).digest());
        }
    }
}
