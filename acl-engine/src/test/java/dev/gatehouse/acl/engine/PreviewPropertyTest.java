package dev.gatehouse.acl.engine;

import static dev.gatehouse.acl.engine.Scripts.ACME;
import static dev.gatehouse.acl.engine.Scripts.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.acl.Budget;
import dev.gatehouse.acl.Everyone;
import dev.gatehouse.acl.Shift;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.change.Refusal;
import dev.gatehouse.acl.engine.Scripts.Step;
import dev.gatehouse.acl.model.ModelPair;
import dev.gatehouse.acl.model.Trial;
import dev.gatehouse.acl.preview.Preview;
import dev.gatehouse.acl.preview.PreviewAnswer;
import dev.gatehouse.acl.preview.PreviewDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Previews against two evaluations of everything, on random models. */
class PreviewPropertyTest {

    @Provide
    Arbitrary<List<Step>> scripts() {
        return Scripts.scripts();
    }

    @Provide
    Arbitrary<List<Change>> batches() {
        return Scripts.scripts()
                .map(script -> script.stream().limit(8).map(Step::change).toList());
    }

    @Provide
    Arbitrary<WorkspaceId> workspaces() {
        return Arbitraries.of(ACME, ACME, WorkspaceId.SYSTEM);
    }

    /** A world, the workspace that is changed, and the changes of a batch that can be made together. */
    private record Changing(RefereedWorld world, WorkspaceId workspace, List<Change> changes) {

        static Changing of(List<Step> script, WorkspaceId workspace, List<Change> wanted) {
            RefereedWorld world = RefereedWorld.furnished();
            script.forEach(world::run);
            ModelPair models = world.engine.view(workspace).models();
            List<Change> changes = new ArrayList<>();
            for (Change change : wanted) {
                changes.add(change);
                if (Trial.of(models, workspace, changes).after() == models) {
                    changes.removeLast();
                }
            }
            return new Changing(world, workspace, changes);
        }

        PreviewAnswer preview(Duration budget) {
            return world.engine.view(workspace).preview(changes, START, new Budget(budget, System::nanoTime));
        }

        Preview preview() {
            return ((PreviewAnswer.Previewed) preview(Duration.ofMinutes(1))).preview();
        }

        Differences differences() {
            boolean isAcme = workspace.equals(ACME);
            NaiveModel system = world.system.copy(null);
            NaiveModel after = isAcme ? world.acme.copy(system) : system;
            changes.forEach(after::apply);
            ModelPair models = world.engine.view(workspace).models();
            Trial trial = Trial.of(models, workspace, changes);
            return new Differences(isAcme ? world.acme : world.system, after, models, trial.after(), START);
        }

        Commit commit(PreviewDigest digest) {
            return world.engine.commit(
                    workspace,
                    new Batch("test", "event", changes),
                    digest,
                    new Budget(Duration.ofMinutes(1), System::nanoTime));
        }
    }

    private static String written(Shift shift) {
        Object who = shift.who() == Everyone.EVERYONE ? Subject.user(Differences.OTHER) : shift.who();
        String id = shift.id();
        return who + " " + shift.right() + " " + shift.type() + ":" + (id == null ? Differences.OTHER : id);
    }

    @Property(edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void previewsWhenAnyBatchThenWhatTheRefereeDecidesDifferently(
            @ForAll("scripts") List<Step> script,
            @ForAll("workspaces") WorkspaceId workspace,
            @ForAll("batches") List<Change> wanted) {
        Changing changing = Changing.of(script, workspace, wanted);
        if (changing.changes().isEmpty()) {
            return;
        }
        Preview preview = changing.preview();
        Differences differences = changing.differences();
        Set<String> gained = new HashSet<>();
        Set<String> lost = new HashSet<>();
        for (Shift shift : all(preview)) {
            assertThat((shift.direction() == Shift.Direction.GAINED ? gained : lost).add(written(shift)))
                    .as("%s comes once", shift)
                    .isTrue();
        }
        assertThat(gained).isEqualTo(differences.gained);
        assertThat(lost).isEqualTo(differences.lost);
        assertThat(preview.gained()).isEqualTo(gained.size());
        assertThat(preview.lost()).isEqualTo(lost.size());
        assertThat(preview.isComplete()).isTrue();
    }

    /** Five at a time. */
    private static List<Shift> all(Preview preview) {
        List<Shift> all = new ArrayList<>();
        List<Shift> page;
        do {
            page = preview.shifts(all.size(), 5);
            all.addAll(page);
        } while (page.size() == 5);
        return all;
    }

    /** A digest is good at a later head if and only if the same is gained and lost there. */
    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void commitsWhenTheLogHasMovedThenOnlyIfTheSameIsGainedAndLost(
            @ForAll("scripts") List<Step> script,
            @ForAll("workspaces") WorkspaceId workspace,
            @ForAll("batches") List<Change> wanted,
            @ForAll("scripts") List<Step> meanwhile) {
        Changing changing = Changing.of(script, workspace, wanted);
        if (changing.changes().isEmpty()) {
            return;
        }
        Differences before = changing.differences();
        PreviewDigest digest = changing.preview().digest().orElseThrow();
        meanwhile.stream().limit(2).forEach(changing.world()::run);
        boolean canBeMade = changing.preview(Duration.ofMinutes(1)) instanceof PreviewAnswer.Previewed;
        Differences after = canBeMade ? changing.differences() : before;

        Commit commit = changing.commit(PreviewDigest.parse(digest.toString()).orElseThrow());

        if (!canBeMade) {
            assertThat(commit)
                    .isInstanceOfSatisfying(
                            Commit.Refused.class,
                            refused -> assertThat(refused.refused().refusal())
                                    .isNotInstanceOf(Refusal.PreviewOutdated.class));
        } else if (before.gained.equals(after.gained) && before.lost.equals(after.lost)) {
            assertThat(commit).isNotInstanceOf(Commit.Refused.class);
        } else {
            assertThat(commit)
                    .isInstanceOfSatisfying(
                            Commit.Refused.class,
                            refused ->
                                    assertThat(refused.refused().refusal()).isEqualTo(new Refusal.PreviewOutdated()));
        }
    }
}
