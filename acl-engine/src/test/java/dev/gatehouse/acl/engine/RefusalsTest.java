package dev.gatehouse.acl.engine;

import static dev.gatehouse.acl.engine.Worlds.ACME;
import static dev.gatehouse.acl.engine.Worlds.SYSTEM;
import static dev.gatehouse.acl.engine.Worlds.allow;
import static dev.gatehouse.acl.engine.Worlds.deny;
import static dev.gatehouse.acl.engine.Worlds.entry;
import static dev.gatehouse.acl.engine.Worlds.gone;
import static dev.gatehouse.acl.engine.Worlds.in;
import static dev.gatehouse.acl.engine.Worlds.noRole;
import static dev.gatehouse.acl.engine.Worlds.out;
import static dev.gatehouse.acl.engine.Worlds.put;
import static dev.gatehouse.acl.engine.Worlds.role;
import static dev.gatehouse.acl.engine.Worlds.type;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.acl.ImpliedObjects;
import dev.gatehouse.acl.change.Change;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a change is refused for; each reason has a code, and nothing is half applied. */
class RefusalsTest {

    private final Worlds world = new Worlds();

    @BeforeEach
    void begin() {
        world.make(
                ACME,
                type("folder", List.of(), List.of("folder")),
                type("doc", List.of("sign"), List.of("folder")),
                role("a"),
                role("b"),
                role("c"),
                put("folder:1", null),
                put("doc:1", "folder:1"));
    }

    private String code(Change... changes) {
        return world.refusal(ACME, changes).code();
    }

    @Nested
    class Roles {

        @Test
        void addsWhenCycleThenRefused() {
            assertThat(code(in("a", "role:a"))).isEqualTo("role-cycle");
            world.make(ACME, in("a", "role:b"), in("b", "role:c"));
            assertThat(code(in("c", "role:a"))).isEqualTo("role-cycle");
        }

        @Test
        void addsWhenCycleWouldCloseWithinABatchThenNothingOfItIsApplied() {
            long before = world.engine.view(ACME).revision().workspace();
            assertThat(code(in("a", "role:b"), in("b", "role:a"))).isEqualTo("role-cycle");
            assertThat(world.engine.view(ACME).revision().workspace()).isEqualTo(before);
            world.make(ACME, in("b", "role:a"));
        }

        @Test
        void addsWhenCycleIsAThousandLongThenRefusedAsTooDeepLongBefore() {
            List<Change> roles = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                roles.add(role("deep" + i));
            }
            world.makeAll(ACME, roles);
            for (int i = 1; i < 50; i++) {
                world.make(ACME, in("deep" + i, "role:deep" + (i - 1)));
            }
            assertThat(code(in("deep50", "role:deep49"))).isEqualTo("roles-too-deep");
            assertThat(code(in("deep0", "role:deep50"))).isEqualTo("roles-too-deep");
        }

        @Test
        void namesWhenRoleDoesNotExistThenRefused() {
            assertThat(code(in("nope", "user:x"))).isEqualTo("unknown-role");
            assertThat(code(in("a", "role:nope"))).isEqualTo("unknown-role");
            assertThat(code(in("a", "role:system/nope"))).isEqualTo("unknown-role");
            assertThat(code(out("a", "role:nope"))).isEqualTo("unknown-role");
            assertThat(code(allow("doc:1", "role:nope", "read"))).isEqualTo("unknown-role");
        }

        @Test
        void namesWhenARoleIdHasASlashThenNoWorkspaceReachesARoleOfSystem() {
            assertThatThrownBy(() -> in("system/admins", "user:x"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("/");
        }
    }

    @Nested
    class Objects {

        @Test
        void putsWhenTypeOrParentIsUnknownThenRefused() {
            assertThat(code(put("car:1", null))).isEqualTo("unknown-type");
            assertThat(code(put("doc:2", "folder:9"))).isEqualTo("unknown-object");
            assertThat(code(put("folder:2", "doc:1"))).isEqualTo("undeclared-parent");
        }

        @Test
        void putsWhenCycleThenRefused() {
            world.make(ACME, put("folder:2", "folder:1"), put("folder:3", "folder:2"));
            assertThat(code(put("folder:1", "folder:3"))).isEqualTo("object-cycle");
            assertThat(code(put("folder:1", "folder:1"))).isEqualTo("object-cycle");
            assertThat(code(put("folder:4", "folder:4"))).isEqualTo("object-cycle");
        }

        @Test
        void putsWhenTheDeepestDescendantWouldBeTooDeepThenRefused() {
            List<Change> chain = new ArrayList<>(List.of(put("folder:c0", null)));
            for (int i = 1; i <= 32; i++) {
                chain.add(put("folder:c" + i, "folder:c" + (i - 1), false));
            }
            world.makeAll(ACME, chain);
            assertThat(code(put("folder:c33", "folder:c32"))).isEqualTo("too-many-parents");
            assertThat(code(put("folder:c0", "folder:1"))).isEqualTo("too-many-parents");
            world.make(ACME, gone("folder:c32"));
            world.make(ACME, put("folder:c0", "folder:1"));
            assertThat(code(put("folder:c32", "folder:c31"))).isEqualTo("too-many-parents");
        }

        @Test
        void deletesWhenObjectHasChildrenThenRefused() {
            assertThat(code(gone("folder:1"))).isEqualTo("object-has-children");
            world.make(ACME, gone("doc:1"), gone("folder:1"));
        }

        @Test
        void putsWhenObjectIsImpliedThenRefused() {
            assertThat(code(put("client:x", null))).isEqualTo("implied-object");
            assertThat(code(put("workspace:acme", "folder:1"))).isEqualTo("implied-object");
            assertThat(code(type("client", List.of("own"), List.of("folder")))).isEqualTo("reserved-type");
        }
    }

    /** Objects of roles exist without a record, but are bound to the role that has the id at the time. */
    @Nested
    class ObjectsOfRoles {

        private Change removed(String object) {
            return new Change.EntryRemoved(entry(object, "user:x", "share"));
        }

        @BeforeEach
        void begin() {
            world.make(ACME, type("note", List.of(), List.of("role")));
        }

        @Test
        void addsWhenThereIsNoSuchRoleThenRefused() {
            assertThat(code(allow("role:none", "user:x", "share"))).isEqualTo("unknown-role");
            assertThat(code(deny("role:none", "user:x", "share"))).isEqualTo("unknown-role");
            assertThat(code(removed("role:none"))).isEqualTo("unknown-role");
            assertThat(code(put("note:1", "role:none"))).isEqualTo("unknown-role");
        }

        @Test
        void addsWhenTheRoleIsDeletedThenRefusedAndTheNextOfTheNameBeginsWithNothing() {
            world.make(ACME, allow("role:a", "user:x", "share"));
            world.make(ACME, noRole("a"));
            assertThat(code(allow("role:a", "user:x", "share"))).isEqualTo("unknown-role");
            assertThat(code(put("note:1", "role:a"))).isEqualTo("unknown-role");
            world.make(ACME, role("a"));
            assertThat(world.may(ACME, "user:x", "share", "role:a")).isFalse();
            world.make(ACME, allow("role:a", "user:x", "share"));
            assertThat(world.may(ACME, "user:x", "share", "role:a")).isTrue();
        }

        @Test
        void addsWhenNoRoleCanHaveTheIdThenRefused() {
            world.make(SYSTEM, role("a"));
            assertThat(code(allow("role:system/a", "user:x", "share"))).isEqualTo("unknown-role");
            assertThat(code(put("note:1", "role:system/a"))).isEqualTo("unknown-role");
        }

        @Test
        void addsWhenTheBatchCreatesTheRoleBeforeThenMade() {
            assertThat(code(allow("role:new", "user:x", "share"), role("new"))).isEqualTo("unknown-role");
            world.make(ACME, role("new"), allow("role:new", "user:x", "share"), put("note:1", "role:new"));
            assertThat(world.may(ACME, "user:x", "share", "note:1")).isTrue();
        }

        @Test
        void addsWhenTheRoleIsOfAnotherWorkspaceThenRefused() {
            assertThat(world.refusal(SYSTEM, allow("role:a", "user:x", "share")).code())
                    .isEqualTo("unknown-role");
        }

        @Test
        void deletesWhenObjectsStandBelowTheRoleThenRefused() {
            world.make(ACME, put("note:1", "role:a"));
            assertThat(code(noRole("a"))).isEqualTo("object-has-children");
            assertThat(code(put("note:2", "role:b"), noRole("b"))).isEqualTo("object-has-children");
            world.make(ACME, gone("note:1"), noRole("a"));
        }

        @Test
        void addsWhenObjectsOfTheTypeAreNotImpliedThenNoRoleIsAskedFor() {
            AccessEngine plain = new AccessEngine(
                    new MemoryAccessLog(), ImpliedObjects.ROOTS, new Cursors(new byte[32]), () -> Worlds.NOW);
            List<Change> changes = List.of(
                    type("role", List.of(), List.of("role")),
                    put("role:none", null),
                    put("role:x", "role:none"),
                    allow("role:none", "user:x", "share"));
            assertThat(plain.commit(ACME, new Batch("test", "event", changes))).isInstanceOf(Commit.Committed.class);
            assertThat(plain.commit(ACME, new Batch("test", "event", List.of(role("none")))))
                    .isInstanceOf(Commit.Committed.class);
            assertThat(plain.commit(ACME, new Batch("test", "event", List.of(noRole("none")))))
                    .isInstanceOf(Commit.Committed.class);
        }
    }

    @Nested
    class Types {

        @Test
        void definesWhenWhatIsInUseIsLeftOutThenRefused() {
            world.make(ACME, allow("folder:1", "role:a", "sign"));
            assertThat(code(type("doc", List.of(), List.of("folder")))).isEqualTo("right-in-use");
            assertThat(code(type("doc", List.of("sign"), List.of()))).isEqualTo("parent-type-in-use");
            assertThat(code(type("doc", List.of("sign"), List.of("folder", "car"))))
                    .isEqualTo("unknown-type");
        }

        @Test
        void definesWhenTheRoleOfTheLastEntryIsGoneThenTheRightIsFree() {
            world.make(ACME, allow("folder:1", "role:a", "sign"));
            world.make(ACME, noRole("a"));
            world.make(ACME, type("doc", List.of(), List.of("folder")));
            assertThat(code(allow("folder:1", "role:b", "sign"))).isEqualTo("unknown-right");
        }
    }

    @Nested
    class Batches {

        @Test
        void saysWhenTwiceThenRefused() {
            assertThat(code(in("a", "user:x"), in("a", "user:x"))).isEqualTo("duplicate-change");
            assertThat(code(allow("doc:1", "user:x", "read"), allow("doc:1", "user:x", "read")))
                    .isEqualTo("duplicate-change");
        }

        @Test
        void saysWhenTheOppositeAsWellThenRefused() {
            assertThat(code(in("a", "user:x"), out("a", "user:x"))).isEqualTo("contradictory-changes");
            assertThat(code(role("d"), noRole("d"))).isEqualTo("contradictory-changes");
            assertThat(code(put("doc:2", null), put("doc:2", "folder:1"))).isEqualTo("contradictory-changes");
            assertThat(code(in("a", "user:x"), noRole("a"))).isEqualTo("contradictory-changes");
            assertThat(code(noRole("a"), allow("doc:1", "role:a", "read"))).isEqualTo("contradictory-changes");
            assertThat(code(allow("doc:1", "user:x", "read"), gone("doc:1"))).isEqualTo("contradictory-changes");
            assertThat(code(
                            allow("doc:1", "user:x", "read"),
                            new Change.EntryRemoved(entry("doc:1", "user:x", "read"))))
                    .isEqualTo("contradictory-changes");
        }

        @Test
        void saysWhenTwoWaysToWriteARoleOfSystemThenTheSame() {
            world.make(SYSTEM, role("a"), role("b"));
            assertThat(world.refusal(SYSTEM, in("a", "role:b"), in("a", "role:system/b"))
                            .code())
                    .isEqualTo("duplicate-change");
        }

        @Test
        void saysWhenNothingOrTooMuchThenRefused() {
            assertThat(code()).isEqualTo("too-many-changes");
            assertThat(code(Collections.nCopies(1_001, role("x")).toArray(Change[]::new)))
                    .isEqualTo("too-many-changes");
        }

        @Test
        void saysWhenAllIsTrueAlreadyThenNothingIsRecorded() {
            world.make(ACME, in("a", "user:x"));
            assertThat(world.commit(ACME, List.of(in("a", "user:x"), role("a"), noRole("zzz"))))
                    .isInstanceOf(Commit.AlreadyTrue.class);
        }

        @Test
        void saysWhenEntriesDifferInAnythingThenTheyStandSideBySide() {
            world.make(ACME, allow("doc:1", "user:x", "read"), allow("doc:1", "user:x", "read", "update"));
            world.make(ACME, deny("doc:1", "user:x", "update"));
            world.make(ACME, new Change.EntryRemoved(entry("doc:1", "user:x", "read")));
            assertThat(world.may(ACME, "user:x", "read", "doc:1")).isTrue();
        }
    }
}
