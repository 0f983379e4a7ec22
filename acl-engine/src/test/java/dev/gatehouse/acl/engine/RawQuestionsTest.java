package dev.gatehouse.acl.engine;

import static dev.gatehouse.acl.engine.Worlds.ACME;
import static dev.gatehouse.acl.engine.Worlds.NOW;
import static dev.gatehouse.acl.engine.Worlds.allow;
import static dev.gatehouse.acl.engine.Worlds.put;
import static dev.gatehouse.acl.engine.Worlds.type;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.acl.Decision;
import dev.gatehouse.acl.Decision.Reason;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Subject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Questions in callers' words, most of which mean nothing. */
class RawQuestionsTest {

    private final Worlds world = new Worlds();

    @BeforeEach
    void begin() {
        world.make(ACME, type("doc", List.of("sign"), List.of()), type("folder", List.of(), List.of()));
        world.make(ACME, put("doc:1", null), put("doc:a:b", null), put("folder:1", null));
        world.make(ACME, allow("doc:1", "user:a", "read"), allow("doc:1", "guest", "read"));
        world.make(ACME, allow("doc:a:b", "everyone", "*"));
    }

    private static RawSubject subject(String type, String id) {
        return new RawSubject(type, id);
    }

    private Decision check(String subjectType, String subjectId, String right, String objectType, String objectId) {
        return world.engine
                .view(ACME)
                .check(
                        new RawQuestion(subject(subjectType, subjectId), right, new RawObject(objectType, objectId)),
                        NOW);
    }

    @Nested
    class Checks {

        @ParameterizedTest
        @CsvSource({
            "user, a, read, doc, 1",
            "guest, guest, read, doc, 1",
            "user, unheard-of, sign, doc, a:b",
            "service, user:a, update, doc, a:b"
        })
        void allowsWhenTheWordsMeanSomethingThenAsTheModelSays(
                String subjectType, String subjectId, String right, String objectType, String objectId) {
            assertThat(check(subjectType, subjectId, right, objectType, objectId))
                    .isInstanceOf(Decision.Allowed.class);
        }

        @ParameterizedTest
        @CsvSource({
            "robot, a, read, doc, 1, UNKNOWN_SUBJECT_TYPE",
            "User, a, read, doc, 1, UNKNOWN_SUBJECT_TYPE",
            "role, a, read, doc, 1, UNKNOWN_SUBJECT_TYPE",
            "everyone, everyone, read, doc, a:b, UNKNOWN_SUBJECT_TYPE",
            "'', a, read, doc, 1, UNKNOWN_SUBJECT_TYPE",
            "user, '', read, doc, a:b, UNKNOWN_SUBJECT",
            "user, 'a\u0000', read, doc, a:b, UNKNOWN_SUBJECT",
            "guest, a, read, doc, 1, UNKNOWN_SUBJECT",
            "guest, '', read, doc, 1, UNKNOWN_SUBJECT",
            "user, a, read, car, 1, UNKNOWN_OBJECT_TYPE",
            "user, a, read, Doc, 1, UNKNOWN_OBJECT_TYPE",
            "user, a, read, 'd oc', 1, UNKNOWN_OBJECT_TYPE",
            "user, a, fly, doc, 1, UNKNOWN_RIGHT",
            "user, a, 're ad', doc, 1, UNKNOWN_RIGHT",
            "user, a, sign, folder, 1, UNKNOWN_RIGHT",
            "user, a, *, doc, 1, UNKNOWN_RIGHT",
            "user, a, read, doc, 2, UNKNOWN_OBJECT",
            "user, a, read, doc, '', UNKNOWN_OBJECT",
            "user, a, read, doc, '1 ', UNKNOWN_OBJECT",
            "user, A, read, doc, 1, NOTHING_ALLOWS"
        })
        void deniesWhenAWordMeansNothingThenSaysWhich(
                String subjectType, String subjectId, String right, String objectType, String objectId, Reason reason) {
            assertThat(check(subjectType, subjectId, right, objectType, objectId))
                    .isEqualTo(new Decision.Denied(world.engine.view(ACME).revision(), reason));
        }

        @ParameterizedTest
        @CsvSource({
            "'', '', '', '', '', UNKNOWN_SUBJECT_TYPE",
            "user, '', '', '', '', UNKNOWN_SUBJECT",
            "user, a, '', '', '', UNKNOWN_OBJECT_TYPE",
            "user, a, '', car, '', UNKNOWN_OBJECT_TYPE",
            "user, a, '', doc, '', UNKNOWN_RIGHT",
            "user, a, fly, doc, '', UNKNOWN_RIGHT"
        })
        void deniesWhenSeveralWordsMeanNothingThenTheFirstIsTheReason(
                String subjectType, String subjectId, String right, String objectType, String objectId, Reason reason) {
            assertThat(((Decision.Denied) check(subjectType, subjectId, right, objectType, objectId)).reason())
                    .isEqualTo(reason);
        }
    }

    @Nested
    class Searches {

        private <T> Page<T> page(RawSearch<T> search) {
            assertThat(world.engine.search(ACME, search, Optional.empty(), 10)).isInstanceOf(ListAnswer.Listed.class);
            return ((ListAnswer.Listed<T>) world.engine.search(ACME, search, Optional.empty(), 10)).page();
        }

        @Test
        void searchesWhenTheWordsMeanSomethingThenFinds() {
            RawObject doc = new RawObject("doc", "1");
            assertThat(page(new RawSearch.Objects(subject("user", "a"), "read", "doc"))
                            .items())
                    .containsExactly(ObjectRef.of("doc", "1"), ObjectRef.of("doc", "a:b"));
            assertThat(page(new RawSearch.Subjects("user", "read", doc)).items())
                    .containsExactly(Subject.user("a"));
            assertThat(page(new RawSearch.Subjects("guest", "read", doc)).items())
                    .containsExactly(Subject.GUEST);
            assertThat(page(new RawSearch.RightsOf(subject("guest", "guest"), doc))
                            .items())
                    .containsExactly(Right.READ);
        }

        @Test
        void searchesWhenOnlyOneTypeOfSubjectsIsAskedForThenNotTheOthers() {
            RawObject doc = new RawObject("doc", "a:b");
            assertThat(page(new RawSearch.Subjects("user", "sign", doc)))
                    .matches(page -> page.items().equals(List.of(Subject.user("a"))) && page.others());
            assertThat(page(new RawSearch.Subjects("service", "sign", doc)))
                    .matches(page -> page.items().isEmpty() && page.others());
            assertThat(page(new RawSearch.Subjects("guest", "sign", doc)))
                    .matches(page -> page.items().isEmpty() && !page.others());
        }

        @Test
        void searchesWhenAWordMeansNothingThenFindsNothing() {
            RawObject doc = new RawObject("doc", "a:b");
            for (RawSearch<?> search : List.of(
                    new RawSearch.Objects(subject("robot", "a"), "read", "doc"),
                    new RawSearch.Objects(subject("user", ""), "read", "doc"),
                    new RawSearch.Objects(subject("user", "a"), "fly", "doc"),
                    new RawSearch.Objects(subject("user", "a"), "f ly", "doc"),
                    new RawSearch.Objects(subject("user", "a"), "read", "car"),
                    new RawSearch.Objects(subject("user", "a"), "read", ""),
                    new RawSearch.Subjects("robot", "read", doc),
                    new RawSearch.Subjects("user", "fly", doc),
                    new RawSearch.Subjects("user", "f ly", doc),
                    new RawSearch.Subjects("user", "read", new RawObject("car", "1")),
                    new RawSearch.Subjects("user", "read", new RawObject("doc", "")),
                    new RawSearch.RightsOf(subject("robot", "a"), doc),
                    new RawSearch.RightsOf(subject("user", "a"), new RawObject("doc", "2")))) {
                assertThat(page(search))
                        .as("%s", search)
                        .matches(page -> page.items().isEmpty() && page.isComplete() && !page.others());
            }
        }

        @Test
        void searchesWhenACursorComesWithWordsThatMeanNothingThenIsRefused() {
            RawSearch<ObjectRef> known = new RawSearch.Objects(subject("user", "a"), "read", "doc");
            ListAnswer<ObjectRef> first = world.engine.search(ACME, known, Optional.empty(), 1);
            Optional<String> cursor = Optional.ofNullable(
                    ((ListAnswer.Listed<ObjectRef>) first).page().next());
            assertThat(cursor).isPresent();
            assertThat(world.engine.search(
                            ACME, new RawSearch.Objects(subject("robot", "a"), "read", "doc"), cursor, 1))
                    .isInstanceOf(ListAnswer.CursorRefused.class);
        }

        @Test
        void searchesWhenTheCursorIsOfAnotherTypeOfSubjectsThenIsRefused() {
            world.make(ACME, allow("doc:1", "user:b", "read"));
            RawObject doc = new RawObject("doc", "1");
            ListAnswer<Subject> first =
                    world.engine.search(ACME, new RawSearch.Subjects("user", "read", doc), Optional.empty(), 1);
            Optional<String> cursor = Optional.ofNullable(
                    ((ListAnswer.Listed<Subject>) first).page().next());
            assertThat(cursor).isPresent();
            assertThat(world.engine.search(ACME, new RawSearch.Subjects("service", "read", doc), cursor, 1))
                    .isInstanceOf(ListAnswer.CursorRefused.class);
        }
    }
}
