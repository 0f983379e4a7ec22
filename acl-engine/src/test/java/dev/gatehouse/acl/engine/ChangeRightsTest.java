package dev.gatehouse.acl.engine;

import static dev.gatehouse.acl.engine.Worlds.ACME;
import static dev.gatehouse.acl.engine.Worlds.NOW;
import static dev.gatehouse.acl.engine.Worlds.SYSTEM;
import static dev.gatehouse.acl.engine.Worlds.allow;
import static dev.gatehouse.acl.engine.Worlds.deny;
import static dev.gatehouse.acl.engine.Worlds.gone;
import static dev.gatehouse.acl.engine.Worlds.in;
import static dev.gatehouse.acl.engine.Worlds.noRole;
import static dev.gatehouse.acl.engine.Worlds.out;
import static dev.gatehouse.acl.engine.Worlds.put;
import static dev.gatehouse.acl.engine.Worlds.role;
import static dev.gatehouse.acl.engine.Worlds.type;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Rights;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.change.LogRecord;
import dev.gatehouse.acl.change.Refusal;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who may change a model ("Who may change it" in docs/access-model.md). */
class ChangeRightsTest {

    private final Worlds world = new Worlds();

    @BeforeEach
    void makeScene() {
        world.make(SYSTEM, role("admins"), in("admins", "user:root"), allow("workspace:system", "role:admins", "*"));
        world.make(
                ACME,
                type("folder", List.of(), List.of("folder")),
                type("doc", List.of("sign"), List.of("folder", "doc")),
                put("folder:a", null),
                put("folder:b", null),
                put("doc:1", "folder:a"),
                role("ops"),
                role("dev"),
                in("ops", "user:olga"));
    }

    private Commit commit(String actor, Change... changes) {
        return commit(ACME, actor, changes);
    }

    private Commit commit(WorkspaceId workspace, String actor, Change... changes) {
        ChangeRights rights = new ChangeRights(Subject.parse(actor), NOW);
        return world.engine.commit(workspace, new Batch(actor, "event", List.of(changes), rights));
    }

    private void assertMade(String actor, Change... changes) {
        assertThat(commit(actor, changes)).isInstanceOf(Commit.Committed.class);
    }

    /** Refused for the lack of that, at that change of the batch. */
    private void assertLacking(String lacking, int index, String actor, Change... changes) {
        assertThat(commit(actor, changes)).isInstanceOfSatisfying(Commit.Refused.class, refused -> {
            assertThat(refused.refused().index()).isEqualTo(index);
            assertThat(refused.refused().refusal()).isInstanceOf(Refusal.NotPermitted.class);
            assertThat(refused.refused().refusal().message()).isEqualTo("This takes " + lacking);
        });
    }

    @Test
    void saysWhenSeveralRightsAreLackingThenThemWithCommas() {
        Refusal several = new Refusal.NotPermitted(Rights.of(new Right("sign"), Right.READ), ObjectRef.of("doc", "1"));
        assertThat(several.message()).isEqualTo("This takes read, sign on doc:1");
    }

    @Nested
    class Entries {

        @Test
        void addsWhenTheActorSharesAndHoldsWhatItGivesThenMade() {
            world.make(ACME, allow("folder:a", "user:olga", "share", "read"));
            assertMade("user:olga", allow("doc:1", "user:x", "read"));
            assertMade("user:olga", deny("doc:1", "user:y", "read"));
            assertLacking("update on doc:1", 0, "user:olga", allow("doc:1", "user:x", "read", "update"));
            assertLacking("sign on doc:1", 0, "user:olga", deny("doc:1", "user:x", "sign"));
            assertLacking("* on doc:1", 0, "user:olga", allow("doc:1", "user:x", "*"));
        }

        @Test
        void addsWhenTheActorHoldsTheRightWithoutShareThenRefused() {
            world.make(ACME, allow("folder:a", "user:olga", "read"));
            assertLacking("share on doc:1", 0, "user:olga", allow("doc:1", "user:x", "read"));
        }

        @Test
        void addsWhenTheTypeDoesNotDeclareTheRightThenHoldingItByNameCounts() {
            world.make(ACME, allow("folder:a", "user:olga", "share", "sign"));
            assertMade("user:olga", allow("folder:a", "user:x", "sign"));
            world.make(ACME, allow("folder:b", "user:olga", "share"));
            assertLacking("sign on folder:b", 0, "user:olga", allow("folder:b", "user:x", "sign"));
        }

        @Test
        void addsAllWhenOneRightIsDeniedThenRefused() {
            world.make(ACME, allow("folder:a", "user:olga", "*"));
            assertMade("user:olga", allow("doc:1", "user:x", "*"));
            world.make(ACME, deny("doc:1", "user:olga", "sign"));
            assertLacking("* on doc:1", 0, "user:olga", allow("doc:1", "user:z", "*"));
        }

        @Test
        void addsWhenOnlyEveryNamedRightIsHeldThenNotAll() {
            world.make(ACME, allow("folder:a", "user:olga", "read", "update", "delete", "invoke", "share", "sign"));
            assertLacking("* on doc:1", 0, "user:olga", allow("doc:1", "user:x", "*"));
        }

        @Test
        void removesWhenTheEntryNamesWhatTheActorLacksThenRefused() {
            Entry deny = Entry.deny(ObjectRef.parse("doc:1"), Subject.user("olga"), Rights.of(new Right("sign")));
            world.make(ACME, allow("folder:a", "user:olga", "share"), new Change.EntryAdded(deny));
            assertLacking("sign on doc:1", 0, "user:olga", new Change.EntryRemoved(deny));
        }

        @Test
        void addsWhenTheBatchCreatesTheObjectThenAsWhatItInheritsFrom() {
            world.make(ACME, allow("folder:a", "user:olga", "update", "share", "read"));
            assertMade("user:olga", put("doc:2", "folder:a"), put("doc:3", "doc:2"), allow("doc:3", "user:x", "read"));
            assertLacking(
                    "share on doc:4",
                    1,
                    "user:olga",
                    put("doc:4", "folder:a", false),
                    allow("doc:4", "user:olga", "read"));
        }

        @Test
        void addsWhenAnEarlierChangeOfTheBatchGivesTheRightThenRefused() {
            world.make(ACME, allow("folder:a", "user:olga", "share", "read"));
            assertLacking(
                    "update on doc:1",
                    0,
                    "user:olga",
                    allow("doc:1", "user:olga", "update"),
                    allow("doc:1", "user:x", "update"));
        }
    }

    @Nested
    class Objects {

        @Test
        void putsWhenTheActorMayUpdateTheParentThenMade() {
            world.make(ACME, allow("folder:a", "user:olga", "update"));
            assertMade("user:olga", put("doc:2", "folder:a"));
            assertLacking("update on folder:b", 0, "user:olga", put("doc:3", "folder:b"));
            assertLacking("update on workspace:acme", 0, "user:olga", put("doc:3", null));
        }

        @Test
        void movesWhenTheActorSharesAllThreeThenMade() {
            world.make(
                    ACME, allow("folder:a", "user:olga", "update", "share"), allow("folder:b", "user:olga", "update"));
            assertLacking("share on folder:b", 0, "user:olga", put("doc:1", "folder:b"));
            world.make(ACME, allow("folder:b", "user:olga", "share"));
            assertMade("user:olga", put("doc:1", "folder:b"));
        }

        @Test
        void cutsOffWhenTheActorMayOnlyUpdateThenRefused() {
            world.make(ACME, allow("folder:a", "user:olga", "update"));
            assertLacking("share on doc:1", 0, "user:olga", put("doc:1", "folder:a", false));
        }

        @Test
        @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
        void putsWhenABatchPutsObjectsBelowEachOtherInACircleThenRefusedAndEnds() {
            for (String parent : List.of("doc:x", "doc:y")) {
                assertThat(commit(
                                "user:root",
                                put("doc:x", parent),
                                put("doc:y", "doc:x"),
                                allow("doc:x", "user:z", "read")))
                        .isInstanceOf(Commit.Refused.class);
            }
        }

        @Test
        void deletesWhenTheActorMayDeleteThenMade() {
            assertLacking("delete on doc:1", 0, "user:olga", gone("doc:1"));
            world.make(ACME, allow("folder:a", "user:olga", "delete"));
            assertMade("user:olga", gone("doc:1"));
        }

        @Test
        void deletesWhenTheObjectIsImpliedThenTakesAllSinceItLosesItsDenies() {
            world.make(ACME, allow("clients:all", "user:olga", "delete", "share"), deny("client:x", "user:y", "read"));
            assertLacking("* on client:x", 0, "user:olga", gone("client:x"));
        }
    }

    @Nested
    class Roles {

        @Test
        void addsAMemberWhenTheActorIsInTheRoleThenMade() {
            world.make(ACME, allow("roles:all", "user:olga", "share"));
            assertMade("user:olga", in("ops", "user:x"));
            assertLacking("* on workspace:acme", 0, "user:olga", in("dev", "user:x"));
            assertMade("user:olga", in("ops", "role:dev"));
        }

        @Test
        void addsAMemberWhenTheActorIsInTheRoleThroughOthersThenMade() {
            world.make(ACME, in("dev", "role:ops"), allow("role:dev", "user:olga", "share"));
            assertMade("user:olga", in("dev", "user:x"));
        }

        @Test
        void addsItselfWhenTheActorOnlySharesTheRoleThenRefused() {
            world.make(ACME, allow("role:dev", "user:olga", "share"));
            assertLacking("* on workspace:acme", 0, "user:olga", in("dev", "user:olga"));
            world.make(ACME, in("dev", "user:other"));
            assertMade("user:olga", out("dev", "user:other"));
        }

        @Test
        void createsAndDeletesWhenTheActorMayUpdateTheRootThenMade() {
            assertLacking("update on workspace:acme", 0, "user:olga", role("new"));
            assertLacking("update on workspace:acme", 0, "user:olga", noRole("dev"));
            assertLacking("update on workspace:acme", 0, "user:olga", type("page", List.of(), List.of()));
            world.make(ACME, allow("workspace:acme", "user:olga", "update"));
            assertMade("user:olga", role("new"), noRole("dev"), type("page", List.of(), List.of()));
        }
    }

    @Nested
    class Everywhere {

        @Test
        void changesWhenAnAdministratorOfSystemThenByTheEntryOnItsRoot() {
            assertMade(
                    "user:root", role("any"), in("any", "user:x"), allow("doc:1", "user:x", "*"), put("doc:1", null));
            world.make(SYSTEM, out("admins", "user:root"));
            assertLacking("update on workspace:acme", 0, "user:root", role("other"));
        }

        @Test
        void changesWhenNobodyIsExemptThenADenyHoldsForAdministratorsToo() {
            world.make(ACME, deny("doc:1", "user:root", "share"));
            assertLacking("share on doc:1", 0, "user:root", allow("doc:1", "user:x", "read"));
        }

        @Test
        void refusesWhenTheActorMayNotThenTellsNothingElse() {
            assertLacking("share on doc:none", 0, "user:olga", allow("doc:none", "role:none", "fly"));
        }

        @Test
        void commitsWhenTheRightIsTakenMeanwhileThenAskedAgainOnTheNewHead() {
            world.make(ACME, allow("workspace:acme", "user:olga", "update"));
            Worlds other = new Worlds(world.log);
            other.engine.view(ACME);
            world.make(ACME, new Change.EntryRemoved(Worlds.entry("workspace:acme", "user:olga", "update")));
            ChangeRights rights = new ChangeRights(Subject.user("olga"), NOW);
            long before = world.log.read(ACME, 0, 100).size();
            Commit late = other.engine.commit(ACME, new Batch("user:olga", "event", List.of(role("late")), rights));
            assertThat(late).isInstanceOf(Commit.Refused.class);
            assertThat(world.log.read(ACME, 0, 100)).hasSize((int) before);
            assertThat(world.log.read(ACME, 0, 100)).flatMap(LogRecord::changes).doesNotContain(role("late"));
        }
    }
}
