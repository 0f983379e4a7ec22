package dev.gatehouse.acl.engine;

import static dev.gatehouse.acl.engine.Worlds.ACME;
import static dev.gatehouse.acl.engine.Worlds.NOW;
import static dev.gatehouse.acl.engine.Worlds.SYSTEM;
import static dev.gatehouse.acl.engine.Worlds.allow;
import static dev.gatehouse.acl.engine.Worlds.deny;
import static dev.gatehouse.acl.engine.Worlds.gone;
import static dev.gatehouse.acl.engine.Worlds.in;
import static dev.gatehouse.acl.engine.Worlds.noRole;
import static dev.gatehouse.acl.engine.Worlds.put;
import static dev.gatehouse.acl.engine.Worlds.role;
import static dev.gatehouse.acl.engine.Worlds.type;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.acl.Decision;
import dev.gatehouse.acl.Decision.Reason;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Revision;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.change.Change;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The sentences of docs/access-model.md, one by one. */
class MeaningTest {

    private final Worlds world = new Worlds();

    @BeforeEach
    void begin() {
        world.make(
                ACME,
                type("folder", List.of(), List.of("folder")),
                type("doc", List.of("sign"), List.of("folder")),
                role("ops"),
                put("folder:1", null),
                put("doc:1", "folder:1"));
        world.make(SYSTEM, role("admins"), in("admins", "user:root"), allow("workspace:system", "role:admins", "*"));
    }

    private Reason denied(String subject, String right, String object, Instant time) {
        Decision decision =
                world.engine.view(ACME).check(Subject.parse(subject), new Right(right), ObjectRef.parse(object), time);
        assertThat(decision).isInstanceOf(Decision.Denied.class);
        return ((Decision.Denied) decision).reason();
    }

    @Nested
    class Deciding {

        @Test
        void deniesWhenNothingNamesTheSubjectThenForThatReason() {
            assertThat(denied("user:a", "read", "doc:1", NOW)).isEqualTo(Reason.NOTHING_ALLOWS);
        }

        @Test
        void deniesWhenAnEntryDeniesThenWhateverOthersAllow() {
            world.make(ACME, allow("doc:1", "user:a", "*"), deny("folder:1", "everyone", "read"));
            assertThat(denied("user:a", "read", "doc:1", NOW)).isEqualTo(Reason.ENTRY_DENIES);
            assertThat(world.may(ACME, "user:a", "update", "doc:1")).isTrue();
        }

        @Test
        void deniesWhenAnythingIsUnknownThenSaysWhat() {
            assertThat(denied("user:a", "read", "car:1", NOW)).isEqualTo(Reason.UNKNOWN_OBJECT_TYPE);
            assertThat(denied("user:a", "fly", "doc:1", NOW)).isEqualTo(Reason.UNKNOWN_RIGHT);
            assertThat(denied("user:a", "read", "doc:2", NOW)).isEqualTo(Reason.UNKNOWN_OBJECT);
        }

        @Test
        void allowsWhenAdminOfSystemThenEverywhereAndByAnEntry() {
            assertThat(world.may(ACME, "user:root", "sign", "doc:1")).isTrue();
            world.make(ACME, deny("workspace:acme", "role:system/admins", "sign"));
            assertThat(world.may(ACME, "user:root", "sign", "doc:1")).isFalse();
        }

        @Test
        void allowsWhenAFolderNamesARightOfDocumentsThenOnThose() {
            world.make(ACME, allow("folder:1", "user:a", "sign"));
            assertThat(world.may(ACME, "user:a", "sign", "doc:1")).isTrue();
            assertThat(denied("user:a", "sign", "folder:1", NOW)).isEqualTo(Reason.UNKNOWN_RIGHT);
        }

        @Test
        void allowsWhenARightIsDeclaredLaterThenTheStarIncludesIt() {
            world.make(ACME, allow("doc:1", "user:a", "*"));
            world.make(ACME, type("doc", List.of("sign", "shred"), List.of("folder")));
            assertThat(world.may(ACME, "user:a", "shred", "doc:1")).isTrue();
        }
    }

    @Nested
    class Paths {

        @Test
        void inheritsWhenCutThenNotFromParentsAndStillFromBothRoots() {
            world.make(ACME, allow("folder:1", "user:a", "read"), allow("workspace:acme", "user:b", "read"));
            assertThat(world.may(ACME, "user:a", "read", "doc:1")).isTrue();
            world.make(ACME, put("doc:1", "folder:1", false));
            assertThat(world.may(ACME, "user:a", "read", "doc:1")).isFalse();
            assertThat(world.may(ACME, "user:b", "read", "doc:1")).isTrue();
            assertThat(world.may(ACME, "user:root", "read", "doc:1")).isTrue();
        }

        @Test
        void inheritsWhenObjectIsImpliedThenAlongTheRule() {
            world.make(ACME, allow("clients:all", "user:a", "rotate"));
            assertThat(world.may(ACME, "user:a", "rotate", "client:never-seen")).isTrue();
            world.make(ACME, deny("client:x", "user:a", "rotate"));
            assertThat(world.may(ACME, "user:a", "rotate", "client:x")).isFalse();
            assertThat(denied("user:a", "read", "clients:some", NOW)).isEqualTo(Reason.UNKNOWN_OBJECT);
            assertThat(denied("user:a", "read", "workspace:other", NOW)).isEqualTo(Reason.UNKNOWN_OBJECT);
        }
    }

    @Nested
    class Expiry {

        @Test
        void expiresWhenTheInstantComesThenAtThatVeryInstant() {
            Instant end = NOW.plusMillis(10);
            world.make(
                    ACME,
                    new Change.EntryAdded(
                            Worlds.entry("doc:1", "user:a", "read").until(end)));
            AccessView view = world.engine.view(ACME);
            Subject a = Subject.user("a");
            ObjectRef doc = ObjectRef.of("doc", "1");
            assertThat(view.check(a, Right.READ, doc, end.minusNanos(1))).isInstanceOf(Decision.Allowed.class);
            assertThat(view.check(a, Right.READ, doc, end)).isInstanceOf(Decision.Denied.class);
        }
    }

    @Nested
    class Guests {

        @Test
        void asksWhenGuestThenNotAsEveryone() {
            world.make(ACME, allow("doc:1", "everyone", "read"), role("guests"), in("guests", "guest"));
            assertThat(world.may(ACME, "guest", "read", "doc:1")).isFalse();
            assertThat(world.may(ACME, "service:unheard-of", "read", "doc:1")).isTrue();
            world.make(ACME, allow("doc:1", "role:guests", "update"));
            assertThat(world.may(ACME, "guest", "update", "doc:1")).isTrue();
            assertThat(world.may(ACME, "user:a", "update", "doc:1")).isFalse();
        }
    }

    @Nested
    class Incarnations {

        @Test
        void recreatesWhenRoleWasDeletedThenInheritsNothing() {
            world.make(
                    ACME,
                    in("ops", "user:a"),
                    allow("doc:1", "role:ops", "read"),
                    allow("role:ops", "user:b", "share"));
            assertThat(world.may(ACME, "user:b", "share", "role:ops")).isTrue();
            world.make(ACME, noRole("ops"));
            assertThat(world.may(ACME, "user:a", "read", "doc:1")).isFalse();
            world.make(ACME, role("ops"), in("ops", "user:c"));
            assertThat(world.may(ACME, "user:a", "read", "doc:1")).isFalse();
            assertThat(world.may(ACME, "user:c", "read", "doc:1")).isFalse();
            assertThat(world.may(ACME, "user:b", "share", "role:ops")).isFalse();
        }

        @Test
        void recreatesWhenRoleOfSystemWasDeletedThenInheritsNothingInOtherWorkspacesEither() {
            world.make(ACME, in("ops", "role:system/admins"), allow("doc:1", "role:ops", "read"));
            world.make(ACME, allow("doc:1", "role:system/admins", "update"));
            assertThat(world.may(ACME, "user:root", "read", "doc:1")).isTrue();
            world.make(SYSTEM, noRole("admins"));
            world.make(SYSTEM, role("admins"));
            world.make(SYSTEM, in("admins", "user:late"));
            assertThat(world.may(ACME, "user:late", "read", "doc:1")).isFalse();
            assertThat(world.may(ACME, "user:late", "update", "doc:1")).isFalse();
            assertThat(new Worlds(world.log).may(ACME, "user:late", "read", "doc:1"))
                    .isFalse();
        }

        @Test
        void recreatesWhenObjectWasDeletedThenInheritsNothing() {
            world.make(ACME, allow("doc:1", "user:a", "read"));
            world.make(ACME, gone("doc:1"));
            world.make(ACME, put("doc:1", "folder:1"));
            assertThat(world.may(ACME, "user:a", "read", "doc:1")).isFalse();
        }
    }

    @Nested
    class History {

        @Test
        void asksWhenAtARevisionOrInstantThenAsItWas() {
            world.make(ACME, allow("doc:1", "user:a", "read"));
            AccessView then = world.engine.view(ACME);
            world.make(ACME, deny("doc:1", "user:a", "read"));
            Worlds fresh = new Worlds(world.log);
            AccessView restored = fresh.engine.at(ACME, then.revision()).orElseThrow();
            assertThat(restored.check(Subject.user("a"), Right.READ, ObjectRef.of("doc", "1"), restored.time()))
                    .isEqualTo(new Decision.Allowed(then.revision()));
            assertThat(fresh.engine.at(ACME, then.time()).revision().workspace())
                    .isEqualTo(then.revision().workspace());
            assertThat(fresh.engine.at(ACME, Instant.EPOCH).revision()).isEqualTo(new Revision(0, 0));
        }

        @Test
        void asksWhenRevisionIsBeyondTheLogsThenThereIsNone() {
            assertThat(world.engine.at(ACME, new Revision(999, 1))).isEmpty();
        }
    }
}
