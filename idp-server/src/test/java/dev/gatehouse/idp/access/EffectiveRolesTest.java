package dev.gatehouse.idp.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.acl.Everyone;
import dev.gatehouse.acl.Member;
import dev.gatehouse.acl.RoleId;
import dev.gatehouse.acl.RoleRef;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.engine.AccessEngine;
import dev.gatehouse.acl.engine.Batch;
import dev.gatehouse.acl.engine.Commit;
import dev.gatehouse.acl.engine.Cursors;
import dev.gatehouse.idp.access.EffectiveRoles.Roles;
import dev.gatehouse.idp.access.log.FollowedEngine;
import dev.gatehouse.idp.access.log.StoredAccessLog;
import dev.gatehouse.idp.access.log.StoredSnapshots;
import dev.gatehouse.idp.audit.FaultyDocumentStore;
import dev.gatehouse.idp.storage.TemporaryStores;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EffectiveRolesTest {

    private static final Subject ALICE = Subject.user("alice");

    private final FaultyDocumentStore store = new FaultyDocumentStore(TemporaryStores.sqlite());
    private final StoredSnapshots snapshots = new StoredSnapshots(store, Clock.systemUTC());
    private final FollowedEngine engine = new FollowedEngine(
            new AccessEngine(
                    new StoredAccessLog(store, snapshots),
                    ServerObjects.IMPLIED,
                    new Cursors(new byte[32]),
                    Clock.systemUTC()),
            snapshots);
    private final EffectiveRoles roles = new EffectiveRoles(engine);

    @AfterEach
    void close() {
        engine.close();
        store.close();
    }

    private void make(String workspace, List<Change> changes) {
        assertThat(engine.commit(
                        new WorkspaceId(workspace),
                        new Batch("system:test", UUID.randomUUID().toString(), changes)))
                .isInstanceOf(Commit.Committed.class);
    }

    private static Change role(String id) {
        return new Change.RoleCreated(new RoleId(id));
    }

    private static Change in(String role, Member member) {
        return new Change.MemberAdded(new RoleId(role), member);
    }

    private List<String> of(String workspace, Subject subject) {
        return switch (roles.of(workspace, subject)) {
            case Roles.Known(List<String> names) -> names;
            case Roles.NotReached() -> throw new AssertionError("not reached");
        };
    }

    @Test
    void findsWhenNestedThenAllAtAnyDepthSortedAndThoseOfSystemByTheirName() {
        make("system", List.of(role("users"), role("support"), in("users", Everyone.EVERYONE), in("support", ALICE)));
        make(
                "acme",
                List.of(
                        role("staff"),
                        role("board"),
                        role("others"),
                        in("staff", RoleRef.here("board")),
                        in("board", RoleRef.ofSystem("support"))));
        assertThat(of("acme", ALICE)).containsExactly("board", "staff", "system/support", "system/users");
        assertThat(of("system", ALICE)).containsExactly("support", "users");
        assertThat(of("acme", Subject.service("alice"))).containsExactly("system/users");
        assertThat(of("acme", Subject.GUEST)).isEmpty();
    }

    @Test
    void findsWhenThereAreVeryManyThenNoneIsLeftOut() {
        List<Change> changes = new ArrayList<>();
        IntStream.range(0, 1_200).forEach(i -> changes.add(role("r" + i)));
        make("acme", changes.subList(0, 600));
        make("acme", changes.subList(600, 1_200));
        List<Change> members =
                IntStream.range(0, 1_200).mapToObj(i -> in("r" + i, ALICE)).toList();
        make("acme", members.subList(0, 600));
        make("acme", members.subList(600, 1_200));
        assertThat(of("acme", ALICE)).hasSize(1_200).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void findsWhenTheModelChangesThenWhatWasKeptIsForgotten() {
        make("system", List.of(role("support"), in("support", ALICE)));
        assertThat(of("acme", ALICE)).containsExactly("system/support");
        make("acme", List.of(role("staff"), in("staff", RoleRef.ofSystem("support"))));
        assertThat(of("acme", ALICE)).containsExactly("staff", "system/support");
        make("system", List.of(new Change.MemberRemoved(new RoleId("support"), ALICE)));
        assertThat(of("acme", ALICE)).isEmpty();
    }

    @Test
    void findsWhenNothingChangesThenTheSameListAgain() {
        make("system", List.of(role("support"), in("support", ALICE)));
        assertThat(of("system", ALICE)).isSameAs(of("system", ALICE));
    }

    @Test
    void findsWhenTheModelCannotBeReadThenSaysSoInsteadOfNone() {
        store.unreadable(true);
        assertThat(roles.of("system", ALICE)).isEqualTo(new Roles.NotReached());
    }
}
