package dev.gatehouse.acl.engine;

import static dev.gatehouse.acl.engine.Scripts.ACME;
import static dev.gatehouse.acl.engine.Scripts.OBJECTS;
import static dev.gatehouse.acl.engine.Scripts.RIGHTS;
import static dev.gatehouse.acl.engine.Scripts.START;
import static dev.gatehouse.acl.engine.Scripts.SUBJECTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.acl.Decision;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.change.LogRecord;
import dev.gatehouse.acl.engine.Scripts.Step;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Rehearsals against the commits that they are for, on random models. */
class RehearsalPropertyTest {

    @Provide
    Arbitrary<List<Step>> scripts() {
        return Scripts.scripts();
    }

    @Provide
    Arbitrary<List<List<Change>>> batches() {
        return Scripts.scripts()
                .map(script -> script.stream().limit(4).map(Step::change).toList())
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    @Provide
    Arbitrary<WorkspaceId> workspaces() {
        return Arbitraries.of(ACME, ACME, WorkspaceId.SYSTEM);
    }

    @Provide
    Arbitrary<Batch.Guard> guards() {
        return Arbitraries.of(
                Batch.Guard.NONE,
                Batch.Guard.NONE,
                new ChangeRights(SUBJECTS.get(0), START),
                new ChangeRights(SUBJECTS.get(1), START));
    }

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void rehearsesWhenBatchesFollowEachOtherThenSaysWhatCommitsSay(
            @ForAll("scripts") List<Step> script,
            @ForAll("workspaces") WorkspaceId workspace,
            @ForAll("batches") List<List<Change>> wanted,
            @ForAll("guards") Batch.Guard guard) {
        RefereedWorld world = RefereedWorld.furnished();
        script.forEach(world::run);
        AccessView before = world.engine.view(workspace);
        List<String> decisionsBefore = decisions(before);
        Rehearsal rehearsal = world.engine.rehearse(workspace);
        List<Object> rehearsed = new ArrayList<>();
        for (List<Change> changes : wanted) {
            rehearsed.add(said(rehearsal.commit(new Batch("test", "event", changes, guard))));
        }
        assertThat(world.log.read(workspace, before.revision().workspace(), 100))
                .isEmpty();
        assertThat(world.engine.view(workspace).revision()).isEqualTo(before.revision());
        assertThat(decisions(before)).isEqualTo(decisionsBefore);
        List<Object> committed = new ArrayList<>();
        for (List<Change> changes : wanted) {
            committed.add(said(world.engine.commit(workspace, new Batch("test", "event", changes, guard))));
        }
        assertThat(rehearsed).isEqualTo(committed);
        assertThat(decisions(rehearsal.view())).isEqualTo(decisions(world.engine.view(workspace)));
    }

    private static Object said(Commit commit) {
        return switch (commit) {
            case Commit.Committed(LogRecord record, var revision) -> List.of(record.changes(), revision);
            case Commit.AlreadyTrue already -> already;
            case Commit.Refused refused -> refused;
            case Commit.Contended contended -> throw new AssertionError("Nobody else writes");
        };
    }

    private static List<String> decisions(AccessView view) {
        List<String> decisions = new ArrayList<>();
        for (Subject subject : SUBJECTS) {
            for (Right right : RIGHTS) {
                for (ObjectRef object : OBJECTS) {
                    Decision decision = view.check(subject, right, object, START);
                    decisions.add(subject + " " + right + " " + object + " " + decision);
                }
            }
        }
        return decisions;
    }
}
