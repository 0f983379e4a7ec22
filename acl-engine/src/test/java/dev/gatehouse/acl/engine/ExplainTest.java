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

import dev.gatehouse.acl.Budget;
import dev.gatehouse.acl.Decision.Reason;
import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.Everyone;
import dev.gatehouse.acl.Ground;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Rights;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.explain.Explanation;
import dev.gatehouse.acl.explain.Explanation.Repairs;
import dev.gatehouse.acl.explain.Repair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Why, and why not: docs/access-model.md, "Why". */
class ExplainTest {

    private final Worlds world = new Worlds();

    @BeforeEach
    void begin() {
        world.make(
                ACME,
                type("folder", List.of(), List.of("folder")),
                type("doc", List.of("sign"), List.of("folder")),
                role("staff"),
                role("board"),
                role("banned"),
                in("staff", "role:board"),
                put("folder:1", null),
                put("folder:2", "folder:1"),
                put("doc:1", "folder:2"));
        world.make(SYSTEM, role("admins"), in("admins", "user:root"), allow("workspace:system", "role:admins", "*"));
    }

    private static Budget ample() {
        return new Budget(Duration.ofMinutes(1), System::nanoTime);
    }

    private Explanation explain(String subject, String object, Predicate<Repair.Step> mayMake, Budget budget) {
        Question question = new Question(Subject.parse(subject), Right.READ, ObjectRef.parse(object));
        return world.engine.view(ACME).explain(question, NOW, mayMake, budget);
    }

    private Ground ground(String subject, String object) {
        return ((Explanation.Allowed) explain(subject, object, _ -> true, ample())).ground();
    }

    private Explanation.Denied denied(String subject, String object) {
        return (Explanation.Denied) explain(subject, object, _ -> true, ample());
    }

    private static List<String> written(List<?> names) {
        return names.stream().map(Object::toString).toList();
    }

    private static List<Change> only(Repairs repairs) {
        assertThat(repairs.shown()).hasSize(1);
        assertThat(repairs.more()).isFalse();
        return repairs.shown().getFirst().steps().stream()
                .map(Repair.Step::change)
                .toList();
    }

    @Nested
    class Allowed {

        @Test
        void explainsWhenARoleOfARoleIsAllowedAboveThenBothWays() {
            world.make(ACME, in("board", "user:bob"), allow("folder:1", "role:staff", "read"));
            Ground ground = ground("user:bob", "doc:1");
            assertThat(ground.entry()).isEqualTo(entry("folder:1", "role:staff", "read"));
            assertThat(written(ground.way())).containsExactly("user:bob", "role:board", "role:staff");
            assertThat(written(ground.path())).containsExactly("doc:1", "folder:2", "folder:1");
        }

        @Test
        void explainsWhenSeveralEntriesAllowThenTheNearestToTheObjectAndThenToTheSubject() {
            world.make(
                    ACME,
                    in("board", "user:bob"),
                    allow("folder:1", "user:bob", "read"),
                    allow("folder:2", "role:staff", "read"),
                    allow("folder:2", "role:board", "read"));
            assertThat(ground("user:bob", "doc:1").entry()).isEqualTo(entry("folder:2", "role:board", "read"));
        }

        @Test
        void explainsWhenEveryoneThenThatIsAStepOfTheWay() {
            world.make(ACME, in("staff", "everyone"), allow("doc:1", "role:staff", "read"));
            assertThat(written(ground("user:new", "doc:1").way()))
                    .containsExactly("user:new", "everyone", "role:staff");
        }

        @Test
        void explainsWhenTheEntryExpiresThenUntilWhen() {
            Entry temporary = entry("doc:1", "user:bob", "read").until(NOW.plusSeconds(60));
            world.make(ACME, new Change.EntryAdded(temporary));
            assertThat(ground("user:bob", "doc:1").entry().expiresAt()).contains(NOW.plusSeconds(60));
        }

        @Test
        void explainsWhenSystemAllowsThenItsRolesAreWrittenAsItsOwn() {
            Ground ground = ground("user:root", "doc:1");
            assertThat(written(ground.way())).containsExactly("user:root", "role:system/admins");
            assertThat(ground.entry().to()).hasToString("role:system/admins");
            assertThat(written(ground.path()))
                    .containsExactly("doc:1", "folder:2", "folder:1", "workspace:acme", "workspace:system");
        }

        @Test
        void explainsWhenAnObjectDoesNotInheritThenTheRootsFollowOnIt() {
            world.make(ACME, put("doc:1", "folder:2", false), allow("workspace:acme", "user:bob", "read"));
            assertThat(written(ground("user:bob", "doc:1").path())).containsExactly("doc:1", "workspace:acme");
        }
    }

    @Nested
    class Denied {

        @Test
        void explainsWhenSomethingIsUnknownThenTheReasonAndNoRepair() {
            Explanation.Denied denied = denied("user:bob", "car:1");
            assertThat(denied.decision().reason()).isEqualTo(Reason.UNKNOWN_OBJECT_TYPE);
            assertThat(denied.denies()).isEmpty();
            assertThat(denied.repairs()).isEqualTo(new Repairs(List.of(), false));
        }

        @Test
        void explainsWhenEntriesDenyThenEachOfThemWithItsWays() {
            world.make(
                    ACME,
                    in("banned", "user:bob"),
                    allow("folder:1", "user:bob", "read"),
                    deny("folder:1", "role:banned", "*"),
                    deny("doc:1", "everyone", "read"),
                    deny("doc:1", "user:eve", "read"));
            Explanation.Denied denied = denied("user:bob", "doc:1");
            assertThat(denied.decision().reason()).isEqualTo(Reason.ENTRY_DENIES);
            assertThat(denied.denies())
                    .extracting(ground -> written(ground.way()))
                    .containsExactly(List.of("user:bob", "everyone"), List.of("user:bob", "role:banned"));
            assertThat(denied.moreDenies()).isFalse();
        }

        @Test
        void explainsWhenMoreDenyThanOneBatchRemovesThenSaysSo() {
            List<Change> many = new ArrayList<>();
            for (int second = 1; second <= 1_001; second++) {
                many.add(new Change.EntryAdded(Entry.deny(ObjectRef.parse("doc:1"), Subject.user("bob"), Rights.ALL)
                        .until(NOW.plusSeconds(second))));
            }
            world.makeAll(ACME, many);
            Explanation.Denied denied = denied("user:bob", "doc:1");
            assertThat(denied.denies()).hasSize(1_000);
            assertThat(denied.moreDenies()).isTrue();
            assertThat(denied.repairs()).isEqualTo(new Repairs(List.of(), true));
        }
    }

    @Nested
    class Repairing {

        @Test
        void repairsWhenADenyAloneIsInTheWayThenItsRemovalIsAll() {
            world.make(ACME, allow("folder:1", "user:bob", "read"), deny("doc:1", "everyone", "read"));
            assertThat(only(denied("user:bob", "doc:1").repairs()))
                    .containsExactly(new Change.EntryRemoved(
                            Entry.deny(ObjectRef.parse("doc:1"), Everyone.EVERYONE, Rights.of(Right.READ))));
        }

        @Test
        void repairsWhenNothingAllowsThenTheLeastFirst() {
            world.make(ACME, in("board", "user:bob"), in("board", "user:eve"), put("doc:2", "folder:2"));
            List<Repair> shown = denied("user:bob", "doc:1").repairs().shown();
            assertThat(shown.getFirst().steps())
                    .containsExactly(new Repair.Step(ACME, allow("doc:1", "user:bob", "read")));
            assertThat(shown.getFirst().gained()).isEqualTo(1);
            assertThat(shown).extracting(Repair::gained).isSorted();
        }

        @Test
        void repairsWhenARoleIsAllowedThenMembershipIsAmongThem() {
            world.make(ACME, allow("doc:1", "role:staff", "read"));
            assertThat(denied("user:bob", "doc:1").repairs().shown())
                    .extracting(repair -> repair.steps().getFirst().change())
                    .contains(in("staff", "user:bob"), in("board", "user:bob"));
        }

        @Test
        void repairsWhenTheRoleIsAlsoDeniedThenNotByMembership() {
            world.make(ACME, allow("doc:1", "role:staff", "read"), deny("doc:1", "role:board", "read"));
            assertThat(denied("user:bob", "doc:1").repairs().shown())
                    .extracting(repair -> repair.steps().getFirst().change())
                    .contains(in("staff", "user:bob"))
                    .doesNotContain(in("board", "user:bob"));
        }

        @Test
        void repairsWhenSystemDeniesThenInBothLogsAndSystemFirst() {
            world.make(SYSTEM, deny("workspace:system", "user:bob", "read"));
            Repair least = denied("user:bob", "doc:1").repairs().shown().getFirst();
            assertThat(least.changes(SYSTEM)).hasSize(1);
            assertThat(least.changes(ACME)).containsExactly(allow("doc:1", "user:bob", "read"));
            assertThat(least.steps().getFirst().log()).isEqualTo(SYSTEM);
            world.make(SYSTEM, least.changes(SYSTEM).toArray(Change[]::new));
            world.make(ACME, least.changes(ACME).toArray(Change[]::new));
            assertThat(world.may(ACME, "user:bob", "read", "doc:1")).isTrue();
        }

        @Test
        void repairsWhenTheAskerMayMakeFewThenOnlyThoseAndNoHintOfOthers() {
            Explanation some = explain(
                    "user:bob", "doc:1", step -> step.change().equals(allow("folder:1", "user:bob", "read")), ample());
            assertThat(only(((Explanation.Denied) some).repairs()))
                    .containsExactly(allow("folder:1", "user:bob", "read"));

            world.make(ACME, deny("doc:1", "everyone", "read"));
            Explanation none =
                    explain("user:bob", "doc:1", step -> !(step.change() instanceof Change.EntryRemoved), ample());
            assertThat(((Explanation.Denied) none).repairs()).isEqualTo(new Repairs(List.of(), false));
        }

        @Test
        void repairsWhenThereAreMoreThanTenThenSaysSo() {
            List<Change> roles = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                roles.add(role("r" + i));
                roles.add(allow("doc:1", "role:r" + i, "read"));
            }
            world.makeAll(ACME, roles);
            Repairs repairs = denied("user:bob", "doc:1").repairs();
            assertThat(repairs.shown()).hasSize(10);
            assertThat(repairs.more()).isTrue();
        }

        @Test
        void repairsWhenTheObjectIsOfNoRoleThenNotByAnEntryOnIt() {
            Change onIt = allow("role:none", "user:bob", "read");
            Repairs repairs = denied("user:bob", "role:none").repairs();
            assertThat(repairs.shown())
                    .extracting(repair -> repair.steps().getFirst().change())
                    .contains(allow("roles:all", "user:bob", "read"))
                    .doesNotContain(onIt);
            world.make(ACME, role("none"));
            assertThat(denied("user:bob", "role:none").repairs().shown())
                    .extracting(repair -> repair.steps().getFirst().change())
                    .contains(onIt);
        }

        @Test
        void repairsWhenTimeIsUpThenOneThatIsNotCounted() {
            Explanation hasty = explain("user:bob", "doc:1", _ -> true, new Budget(Duration.ZERO, () -> 0));
            Repairs repairs = ((Explanation.Denied) hasty).repairs();
            assertThat(repairs.shown()).hasSize(1);
            assertThat(repairs.shown().getFirst().counted()).isFalse();
            assertThat(repairs.more()).isTrue();
        }
    }
}
