package dev.gatehouse.acl.engine;

import static dev.gatehouse.acl.engine.Worlds.ACME;
import static dev.gatehouse.acl.engine.Worlds.NOW;
import static dev.gatehouse.acl.engine.Worlds.allow;
import static dev.gatehouse.acl.engine.Worlds.type;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.acl.Decision;
import dev.gatehouse.acl.ImpliedObjects;
import dev.gatehouse.acl.ImpliedObjects.ImpliedType;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.ObjectType;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.TypeName;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.change.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Built-in types that an application has extended, across releases that add rights to them. */
class BuiltInTypesTest {

    private static final List<String> FIRST = List.of("rotate");

    private final MemoryAccessLog log = new MemoryAccessLog();
    private final AccessEngine first = release(FIRST);

    private AccessEngine release(List<String> rights) {
        ImpliedObjects implied =
                ImpliedObjects.of(List.of(new ImpliedType(ObjectType.of("client", rights, List.of()), null, null)));
        return new AccessEngine(log, implied, new Cursors(new byte[32]), () -> NOW);
    }

    private static Commit commit(AccessEngine engine, Change... changes) {
        return engine.commit(ACME, new Batch("test", "event", List.of(changes)));
    }

    private static void make(AccessEngine engine, Change... changes) {
        assertThat(commit(engine, changes)).isInstanceOf(Commit.Committed.class);
    }

    private static String code(Commit commit) {
        assertThat(commit).isInstanceOf(Commit.Refused.class);
        Refusal refusal = ((Commit.Refused) commit).refused().refusal();
        return refusal.code();
    }

    private static List<String> rights(AccessEngine engine) {
        return engine.view(ACME).type(new TypeName("client")).orElseThrow().rights().stream()
                .map(Right::toString)
                .toList();
    }

    private static Decision ask(AccessEngine engine, String subject, String right) {
        return engine.view(ACME).check(Subject.parse(subject), new Right(right), ObjectRef.of("client", "x"), NOW);
    }

    private static List<String> named(String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> name + i).toList();
    }

    private static List<String> and(List<String> some, List<String> more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    private static Change client(List<String> rights) {
        return type("client", rights, List.of());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsWhenARightWasAddedSinceThenTheTypeHasItBesideThoseOfTheApplication(boolean fromASnapshot) {
        make(
                first,
                client(List.of("rotate", "sign")),
                allow("client:x", "user:all", "*"),
                allow("client:x", "user:signer", "sign"));
        if (fromASnapshot) {
            RefereePropertyTest.keep(log, first.view(ACME));
        }
        AccessEngine next = release(List.of("archive", "rotate"));
        assertThat(rights(next)).containsExactly("archive", "rotate", "sign");
        assertThat(ask(next, "user:all", "archive")).isInstanceOf(Decision.Allowed.class);
        assertThat(ask(next, "user:signer", "sign")).isInstanceOf(Decision.Allowed.class);
        assertThat(ask(next, "user:signer", "archive"))
                .isEqualTo(new Decision.Denied(next.view(ACME).revision(), Decision.Reason.NOTHING_ALLOWS));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsWhenTheApplicationAddedAllItMayThenThereIsRoomForMoreBuiltInOnes(boolean fromASnapshot) {
        make(first, client(and(FIRST, named("own", 47))));
        if (fromASnapshot) {
            RefereePropertyTest.keep(log, first.view(ACME));
        }
        AccessEngine next = release(and(FIRST, named("built-in", 16)));
        assertThat(rights(next)).hasSize(64).contains("rotate", "own46", "built-in15");
    }

    @Test
    void definesWhenMoreThanFortyEightRightsThenRefusedByName() {
        assertThat(code(commit(first, client(and(FIRST, named("own", 48)))))).isEqualTo("too-many-rights-of-type");
        make(first, client(and(FIRST, named("own", 47))));
        make(first, type("doc", named("own", 64), List.of()));
    }

    @Test
    void definesWhenAReleaseHasPassedTheLimitThenNothingIsAddedButWhatIsThereMayBeSaidAgain() {
        make(first, client(and(FIRST, named("own", 47))));
        AccessEngine next = release(and(FIRST, named("built-in", 2)));
        assertThat(commit(next, client(rights(next)))).isInstanceOf(Commit.AlreadyTrue.class);
        assertThat(code(commit(next, client(and(rights(next), List.of("another"))))))
                .isEqualTo("too-many-rights-of-type");
        make(next, client(and(FIRST, and(named("built-in", 2), named("own", 46)))));
    }
}
