package dev.gatehouse.acl.engine;

import static dev.gatehouse.acl.engine.Worlds.ACME;
import static dev.gatehouse.acl.engine.Worlds.NOW;
import static dev.gatehouse.acl.engine.Worlds.SYSTEM;
import static dev.gatehouse.acl.engine.Worlds.allow;
import static dev.gatehouse.acl.engine.Worlds.deny;
import static dev.gatehouse.acl.engine.Worlds.entry;
import static dev.gatehouse.acl.engine.Worlds.in;
import static dev.gatehouse.acl.engine.Worlds.noRole;
import static dev.gatehouse.acl.engine.Worlds.put;
import static dev.gatehouse.acl.engine.Worlds.role;
import static dev.gatehouse.acl.engine.Worlds.type;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.acl.AccessLists;
import dev.gatehouse.acl.Effect;
import dev.gatehouse.acl.ListedEntry;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.TypeName;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.filter.Filter;
import dev.gatehouse.acl.filter.Filter.Part;
import dev.gatehouse.acl.filter.FilterAnswer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The model as a condition for a database: docs/access-model.md, "In a database". */
class FilterTest {

    private final Worlds world = new Worlds();

    @BeforeEach
    void begin() {
        world.make(
                ACME,
                type("folder", List.of(), List.of("folder")),
                type("doc", List.of("sign"), List.of("folder")),
                role("staff"),
                put("folder:1", null),
                put("doc:1", "folder:1"));
    }

    private FilterAnswer answer(String subject, String right, String type) {
        return world.engine.view(ACME).filter(Subject.parse(subject), new Right(right), new TypeName(type), NOW);
    }

    private FilterAnswer.Compiled compiled(String subject, String right) {
        return (FilterAnswer.Compiled) answer(subject, right, "doc");
    }

    private AccessLists lists(String object) {
        return world.engine.view(ACME).lists(ObjectRef.parse(object)).orElseThrow();
    }

    private static Filter.Any somewhere(Effect effect, String... to) {
        return new Filter.Any(List.of(
                new Filter.Holds(Part.OWN, effect, List.of(to), Right.READ, NOW),
                new Filter.Holds(Part.INHERITED, effect, List.of(to), Right.READ, NOW)));
    }

    @Nested
    class Lists {

        @Test
        void listsWhenOnTheObjectAndAboveThenApart() {
            world.make(
                    ACME,
                    allow("doc:1", "user:bob", "sign"),
                    deny("folder:1", "role:staff", "*"),
                    allow("workspace:acme", "user:root", "*"));
            assertThat(lists("doc:1").own()).extracting(ListedEntry::to).containsExactly("user:bob");
            assertThat(lists("doc:1").inherited()).extracting(ListedEntry::to).containsExactly("role:staff#1");
            assertThat(lists("folder:1").own()).isEqualTo(lists("doc:1").inherited());
        }

        @Test
        void listsWhenNotInheritingThenOnlyItsOwn() {
            world.make(ACME, put("doc:1", "folder:1", false), allow("folder:1", "user:bob", "read"));
            assertThat(lists("doc:1")).isEqualTo(new AccessLists(List.of(), List.of()));
        }

        @Test
        void listsWhenTheObjectIsUnknownThenNone() {
            assertThat(world.engine.view(ACME).lists(ObjectRef.parse("doc:9"))).isEmpty();
            assertThat(world.engine.view(ACME).lists(ObjectRef.parse("car:1"))).isEmpty();
        }
    }

    @Nested
    class Compiling {

        @Test
        void compilesWhenTheRootsAreSilentThenAllowedAndNotDenied() {
            world.make(ACME, in("staff", "user:bob"));
            assertThat(compiled("user:bob", "read").filter())
                    .isEqualTo(new Filter.All(List.of(
                            somewhere(Effect.ALLOW, "everyone", "role:staff#1", "user:bob"),
                            new Filter.Not(somewhere(Effect.DENY, "everyone", "role:staff#1", "user:bob")))));
            assertThat(compiled("user:bob", "read").until()).isNull();
        }

        @Test
        void compilesWhenARootAllowsThenAllListedThatAreNotDenied() {
            world.make(SYSTEM, allow("workspace:system", "user:bob", "read"));
            assertThat(compiled("user:bob", "read").filter())
                    .isEqualTo(new Filter.All(List.of(
                            new Filter.Listed(), new Filter.Not(somewhere(Effect.DENY, "everyone", "user:bob")))));
        }

        @Test
        void compilesWhenARootDeniesThenNothing() {
            world.make(ACME, allow("doc:1", "guest", "read"), deny("workspace:acme", "guest", "*"));
            assertThat(compiled("guest", "read").filter()).isEqualTo(new Filter.Nothing());
        }

        @Test
        void compilesWhenAnEntryOnARootExpiresThenSaysUntilWhen() {
            world.make(
                    ACME,
                    new Change.EntryAdded(
                            entry("workspace:acme", "user:bob", "read").until(NOW.plusSeconds(60))));
            assertThat(compiled("user:bob", "read").until()).isEqualTo(NOW.plusSeconds(60));
            assertThat(compiled("user:eve", "read").until()).isNull();
        }

        @Test
        void compilesWhenTypeOrRightIsUnknownThenRefused() {
            assertThat(answer("user:bob", "read", "car"))
                    .isInstanceOfSatisfying(
                            FilterAnswer.Refused.class,
                            refused -> assertThat(refused.refusal().code()).isEqualTo("unknown-type"));
            assertThat(answer("user:bob", "sign", "folder"))
                    .isInstanceOfSatisfying(FilterAnswer.Refused.class, refused -> {
                        assertThat(refused.refusal().code()).isEqualTo("unknown-right");
                        assertThat(refused.refusal().message())
                                .contains("folder")
                                .contains("sign");
                    });
        }
    }

    @Nested
    class Matching {

        private boolean matches(Map<String, Object> document, String subject) {
            return Documents.matches(document, compiled(subject, "read").filter());
        }

        @Test
        void matchesWhenTheRoleIsAnotherOfTheSameNameThenNotByOldLists() {
            world.make(ACME, in("staff", "user:bob"), allow("doc:1", "role:staff", "read"));
            Map<String, Object> kept = Documents.document(Optional.of(lists("doc:1")));
            assertThat(matches(kept, "user:bob")).isTrue();
            world.make(ACME, noRole("staff"));
            world.make(ACME, role("staff"), in("staff", "user:bob"));
            assertThat(matches(kept, "user:bob")).isFalse();
        }

        @Test
        void matchesWhenTheDocumentHasNoListsThenNotEvenByARoot() {
            world.make(ACME, allow("workspace:acme", "user:bob", "read"));
            assertThat(matches(Documents.document(Optional.of(lists("doc:1"))), "user:bob"))
                    .isTrue();
            assertThat(matches(Documents.document(Optional.empty()), "user:bob"))
                    .isFalse();
        }

        @Test
        void matchesWhenAnIdLooksLikeARoleThenIsNot() {
            world.make(ACME, in("staff", "user:bob"), role("staff#1"), allow("doc:1", "role:staff#1", "read"));
            assertThat(matches(Documents.document(Optional.of(lists("doc:1"))), "user:bob"))
                    .isFalse();
        }
    }
}
