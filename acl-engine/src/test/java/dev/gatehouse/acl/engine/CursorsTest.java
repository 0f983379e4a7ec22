package dev.gatehouse.acl.engine;

import static dev.gatehouse.acl.engine.Worlds.ACME;
import static dev.gatehouse.acl.engine.Worlds.NOW;
import static dev.gatehouse.acl.engine.Worlds.allow;
import static dev.gatehouse.acl.engine.Worlds.deny;
import static dev.gatehouse.acl.engine.Worlds.in;
import static dev.gatehouse.acl.engine.Worlds.put;
import static dev.gatehouse.acl.engine.Worlds.role;
import static dev.gatehouse.acl.engine.Worlds.type;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.acl.Decision;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.TypeName;
import dev.gatehouse.acl.WorkspaceId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A list is of one revision and one time, whatever happens between its pages. */
class CursorsTest {

    private static final ListQuery<ObjectRef> READABLE =
            new ListQuery.Objects(Subject.user("a"), Right.READ, new TypeName("doc"));

    private final Worlds world = new Worlds();

    @BeforeEach
    void begin() {
        world.make(ACME, type("doc", List.of(), List.of()), role("readers"), in("readers", "user:a"));
        world.make(ACME, put("doc:1", null), put("doc:2", null), put("doc:3", null));
        world.make(ACME, allow("workspace:acme", "role:readers", "read"));
    }

    private static <T> Page<T> page(Worlds world, ListQuery<T> query, Optional<String> cursor, int most) {
        ListAnswer<T> answer = world.engine.list(ACME, query, cursor, most);
        assertThat(answer).isInstanceOf(ListAnswer.Listed.class);
        return ((ListAnswer.Listed<T>) answer).page();
    }

    private Optional<String> firstCursor() {
        return Optional.ofNullable(page(world, READABLE, Optional.empty(), 1).next());
    }

    @Test
    void pagesWhenTheWorkspaceChangesThenAsAtTheFirstPage() {
        Page<ObjectRef> first = page(world, READABLE, Optional.empty(), 2);
        world.make(ACME, deny("doc:3", "user:a", "read"));
        Page<ObjectRef> second = page(world, READABLE, Optional.ofNullable(first.next()), 2);
        assertThat(second.items()).containsExactly(ObjectRef.of("doc", "3"));
        assertThat(second.revision()).isEqualTo(first.revision());
        assertThat(second.isComplete()).isTrue();
    }

    @Test
    void pagesWhenTheWorkspaceChangesThenTheViewIsTheOneThatThePageIsOf() {
        Optional<String> cursor = firstCursor();
        world.make(ACME, deny("doc:3", "user:a", "read"));
        for (Optional<String> place : List.of(Optional.<String>empty(), cursor)) {
            assertThat(world.engine.list(ACME, READABLE, place, 1))
                    .isInstanceOfSatisfying(
                            ListAnswer.Listed.class,
                            listed -> assertThat(listed.view().revision())
                                    .isEqualTo(listed.page().revision()));
        }
        ListAnswer<ObjectRef> second = world.engine.list(ACME, READABLE, cursor, 1);
        AccessView then = ((ListAnswer.Listed<ObjectRef>) second).view();
        assertThat(then.check(Subject.user("a"), Right.READ, ObjectRef.of("doc", "3"), Worlds.NOW))
                .isInstanceOf(Decision.Allowed.class);
        assertThat(world.may(ACME, "user:a", "read", "doc:3")).isFalse();
    }

    @Test
    void pagesWhenAnotherNodeAnswersThenTheSame() {
        Optional<String> cursor = firstCursor();
        world.make(ACME, deny("doc:3", "user:a", "read"));
        assertThat(page(new Worlds(world.log), READABLE, cursor, 10).items())
                .containsExactly(ObjectRef.of("doc", "2"), ObjectRef.of("doc", "3"));
    }

    @Test
    void pagesWhenCursorIsOfAnotherQueryThenRefused() {
        Optional<String> cursor = firstCursor();
        for (ListQuery<ObjectRef> other : List.of(
                new ListQuery.Objects(Subject.user("b"), Right.READ, new TypeName("doc")),
                new ListQuery.Objects(Subject.user("a"), Right.UPDATE, new TypeName("doc")))) {
            assertThat(world.engine.list(ACME, other, cursor, 1)).isInstanceOf(ListAnswer.CursorRefused.class);
        }
        assertThat(world.engine.list(WorkspaceId.SYSTEM, READABLE, cursor, 1))
                .isInstanceOf(ListAnswer.CursorRefused.class);
    }

    @Test
    void pagesWhenCursorIsTamperedWithThenRefused() {
        String cursor = firstCursor().orElseThrow();
        for (int i = 0; i < cursor.length(); i++) {
            String changed = cursor.substring(0, i) + (cursor.charAt(i) == 'A' ? 'B' : 'A') + cursor.substring(i + 1);
            assertThat(world.engine.list(ACME, READABLE, Optional.of(changed), 1))
                    .isInstanceOf(ListAnswer.CursorRefused.class);
        }
        for (String other : List.of("", "x", cursor + "A", cursor + "=", "!" + cursor)) {
            assertThat(world.engine.list(ACME, READABLE, Optional.of(other), 1))
                    .isInstanceOf(ListAnswer.CursorRefused.class);
        }
    }

    @Test
    void listsWhenTheBudgetEndsThenSaysWhereToGoOn() {
        AccessView.Part<ObjectRef> part = world.engine.view(ACME).list(READABLE, NOW, 0, 10, 1);
        assertThat(part.next()).isPositive();
    }
}
