package dev.gatehouse.acl.engine;

import static dev.gatehouse.acl.engine.Scripts.ACME;
import static dev.gatehouse.acl.engine.Scripts.IMPLIED;
import static dev.gatehouse.acl.engine.Scripts.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.acl.RoleRef;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.change.Refusal;
import dev.gatehouse.acl.engine.NaiveModel.Incarnation;
import dev.gatehouse.acl.engine.NaiveModel.Membership;
import dev.gatehouse.acl.engine.Scripts.Step;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What was committed, in the engine and beside it. */
final class RefereedWorld {
    final MemoryAccessLog log = new MemoryAccessLog();
    final AccessEngine engine = engine(log);
    final NaiveModel system = new NaiveModel(WorkspaceId.SYSTEM, null, IMPLIED);
    final NaiveModel acme = new NaiveModel(ACME, system, IMPLIED);

    RefereedWorld() {
        commitAll(WorkspaceId.SYSTEM, system, Scripts.types());
        commitAll(ACME, acme, Scripts.types());
    }

    static AccessEngine engine(AccessLog log) {
        return new AccessEngine(log, IMPLIED, new Cursors(new byte[32]), () -> START);
    }

    private void commitAll(WorkspaceId workspace, NaiveModel naive, List<Change> changes) {
        assertThat(engine.commit(workspace, new Batch("test", "event", changes)))
                .isInstanceOf(Commit.Committed.class);
        changes.forEach(naive::apply);
    }

    /** With roles and objects to begin with, so that most changes mean something. */
    static RefereedWorld furnished() {
        RefereedWorld world = new RefereedWorld();
        world.commitAll(WorkspaceId.SYSTEM, world.system, Scripts.furniture());
        world.commitAll(ACME, world.acme, Scripts.furniture());
        return world;
    }

    void run(Step step) {
        WorkspaceId workspace = step.inSystem() ? WorkspaceId.SYSTEM : ACME;
        NaiveModel naive = step.inSystem() ? system : acme;
        boolean cycle = naiveCycle(naive, step.change());
        Commit commit = engine.commit(workspace, new Batch("test", "event", List.of(step.change())));
        switch (commit) {
            case Commit.Committed committed -> {
                assertThat(cycle).as("%s makes a cycle", step).isFalse();
                committed.record().changes().forEach(naive::apply);
                assertThat(naive.hasStrayRoleObjects()).as("%s", step).isFalse();
            }
            case Commit.Refused refused ->
                assertThat(refused.refused().refusal() instanceof Refusal.RoleCycle)
                        .as("%s: %s", step, refused)
                        .isEqualTo(cycle);
            case Commit.AlreadyTrue already -> assertThat(cycle).isFalse();
            case Commit.Contended contended -> throw new AssertionError("Nobody else writes");
        }
    }

    /** Whether the role is in its new member already. */
    static boolean naiveCycle(NaiveModel naive, Change change) {
        if (!(change instanceof Change.MemberAdded added)
                || !(added.member() instanceof RoleRef)
                || !(naive.resolve(added.member()) instanceof Incarnation member)
                || !(naive.resolve(added.role().here()) instanceof Incarnation role)) {
            return false;
        }
        Set<Object> above = new HashSet<>(Set.of(role));
        boolean grew = true;
        while (grew) {
            grew = above.addAll(naive.members.stream()
                    .filter(membership -> above.contains(membership.member()))
                    .map(Membership::role)
                    .toList());
        }
        return above.contains(member);
    }
}
