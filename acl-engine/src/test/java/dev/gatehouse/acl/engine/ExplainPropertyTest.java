package dev.gatehouse.acl.engine;

import static dev.gatehouse.acl.engine.Scripts.ACME;
import static dev.gatehouse.acl.engine.Scripts.OBJECTS;
import static dev.gatehouse.acl.engine.Scripts.RIGHTS;
import static dev.gatehouse.acl.engine.Scripts.START;
import static dev.gatehouse.acl.engine.Scripts.SUBJECTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.acl.Budget;
import dev.gatehouse.acl.Decision;
import dev.gatehouse.acl.Effect;
import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.Everyone;
import dev.gatehouse.acl.Ground;
import dev.gatehouse.acl.Member;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Rights;
import dev.gatehouse.acl.RoleId;
import dev.gatehouse.acl.RoleRef;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.engine.NaiveModel.Given;
import dev.gatehouse.acl.engine.NaiveModel.Membership;
import dev.gatehouse.acl.engine.Scripts.Step;
import dev.gatehouse.acl.explain.Explanation;
import dev.gatehouse.acl.explain.Repair;
import dev.gatehouse.acl.model.ModelPair;
import dev.gatehouse.acl.model.Trial;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Explanations against the referee, on random models. */
class ExplainPropertyTest {

    @Provide
    Arbitrary<List<Step>> scripts() {
        return Scripts.scripts();
    }

    @Provide
    Arbitrary<Asked> questions() {
        return Combinators.combine(
                        Arbitraries.of(SUBJECTS),
                        Arbitraries.of(RIGHTS),
                        Arbitraries.of(OBJECTS),
                        Arbitraries.of(START, START.plusSeconds(5)),
                        Arbitraries.of(ACME, ACME, WorkspaceId.SYSTEM))
                .as((subject, right, object, time, workspace) ->
                        new Asked(new Question(subject, right, object), time, workspace));
    }

    record Asked(Question question, Instant time, WorkspaceId workspace) {}

    /** Of the questions like one, the first that entries deny, else the first that nothing allows. */
    private static Trying interesting(RefereedWorld world, Asked asked) {
        AccessView view = world.engine.view(asked.workspace());
        Trying best = new Trying(world, asked);
        int worth = 0;
        for (Subject subject : SUBJECTS) {
            for (ObjectRef object : OBJECTS) {
                Question question = new Question(subject, asked.question().right(), object);
                Decision decision = view.check(subject, question.right(), object, asked.time());
                int worthNow = decision instanceof Decision.Denied denied
                        ? switch (denied.reason()) {
                            case ENTRY_DENIES -> 2;
                            case NOTHING_ALLOWS -> 1;
                            default -> 0;
                        }
                        : 0;
                if (worthNow > worth || (worthNow == worth && question.equals(asked.question()))) {
                    best = new Trying(world, new Asked(question, asked.time(), asked.workspace()));
                    worth = worthNow;
                }
            }
        }
        return best;
    }

    /** One question to a world, with everything it is judged by. */
    private record Trying(RefereedWorld world, Asked asked) {

        NaiveModel naive() {
            return asked.workspace().equals(ACME) ? world.acme : world.system;
        }

        boolean isAllowed(NaiveModel workspace) {
            Question question = asked.question();
            return new NaiveEvaluator(workspace.system, workspace)
                    .may(question.subject(), question.right(), question.object(), asked.time());
        }

        Explanation explain(Predicate<Repair.Step> mayMake) {
            Budget ample = new Budget(Duration.ofMinutes(1), System::nanoTime);
            return view().explain(asked.question(), asked.time(), mayMake, ample);
        }

        AccessView view() {
            return world.engine.view(asked.workspace());
        }

        /** The workspace after steps; null when the naive model says that they make a cycle. */
        NaiveModel after(List<Repair.Step> steps) {
            NaiveModel system = world.system.copy(null);
            NaiveModel workspace = asked.workspace().equals(ACME) ? world.acme.copy(system) : system;
            for (Repair.Step step : steps) {
                (step.log().isSystem() ? system : workspace).apply(step.change());
            }
            return workspace;
        }

        boolean flips(List<Repair.Step> steps) {
            return isAllowed(after(steps));
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void explainsWhenAnyModelThenWhatTheRefereeDecides(
            @ForAll("scripts") List<Step> script, @ForAll("questions") Asked asked) {
        RefereedWorld world = RefereedWorld.furnished();
        script.forEach(world::run);
        for (Trying trying : List.of(new Trying(world, asked), interesting(world, asked))) {
            switch (trying.explain(_ -> false)) {
                case Explanation.Allowed allowed -> {
                    assertThat(trying.isAllowed(trying.naive())).isTrue();
                    verify(trying, allowed.ground(), Effect.ALLOW);
                }
                case Explanation.Denied denied -> {
                    assertThat(trying.isAllowed(trying.naive())).isFalse();
                    denied.denies().forEach(ground -> verify(trying, ground, Effect.DENY));
                    assertThat(denied.denies().isEmpty())
                            .isEqualTo(denied.decision().reason() != Decision.Reason.ENTRY_DENIES);
                    assertThat(denied.denies()).doesNotHaveDuplicates();
                }
            }
        }
    }

    /** The entry exists and counts, and each step to it is a membership or a place that the referee knows. */
    private static void verify(Trying trying, Ground ground, Effect effect) {
        NaiveModel workspace = trying.naive();
        Question question = trying.asked().question();
        assertThat(ground.entry().effect()).isEqualTo(effect);
        assertThat(ground.entry().rights().includes(question.right())).isTrue();
        assertThat(ground.entry().isExpiredAt(trying.asked().time())).isFalse();
        NaiveModel home = ground.entry().object().equals(WorkspaceId.SYSTEM.root()) ? workspace.system : workspace;
        assertThat(home.entries)
                .contains(new Given(
                        ground.entry(), workspace.resolve(ground.entry().to())));

        assertThat(ground.way().getFirst()).isEqualTo(question.subject());
        assertThat(ground.way().getLast()).isEqualTo(ground.entry().to());
        for (int i = 1; i < ground.way().size(); i++) {
            Member to = ground.way().get(i);
            Member from = ground.way().get(i - 1);
            if (to == Everyone.EVERYONE) {
                assertThat(from).isInstanceOf(Subject.class).isNotEqualTo(Subject.GUEST);
            } else {
                Membership membership = new Membership(workspace.resolve(to), workspace.resolve(from));
                assertThat(workspace.members.contains(membership) || workspace.system.members.contains(membership))
                        .as("%s in %s", from, to)
                        .isTrue();
            }
        }
        assertThat(ground.path().getLast()).isEqualTo(ground.entry().object());
        assertThat(path(workspace, question.object()).subList(0, ground.path().size()))
                .isEqualTo(ground.path());
    }

    private static List<ObjectRef> path(NaiveModel workspace, ObjectRef object) {
        List<ObjectRef> path = new ArrayList<>();
        ObjectRef next = object;
        while (next != null) {
            path.add(next);
            NaiveModel.Placed placed = workspace.place(next);
            next = placed.inherit() ? placed.parent() : null;
        }
        for (ObjectRef root : List.of(workspace.id.root(), WorkspaceId.SYSTEM.root())) {
            if (!path.contains(root)) {
                path.add(root);
            }
        }
        return path;
    }

    @Property(edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void repairsWhenDeniedThenWithNothingThatCouldBeLeftOut(
            @ForAll("scripts") List<Step> script, @ForAll("questions") Asked asked, @ForAll("askers") int asker) {
        RefereedWorld world = RefereedWorld.furnished();
        script.forEach(world::run);
        Trying trying = interesting(world, asked);
        Predicate<Repair.Step> mayMake = step -> mayMake(asker, step);
        if (trying.explain(mayMake) instanceof Explanation.Denied denied) {
            assertThat(denied.repairs().shown()).doesNotHaveDuplicates();
            for (Repair repair : denied.repairs().shown()) {
                assertThat(repair.steps()).isNotEmpty().allMatch(mayMake);
                assertThat(trying.flips(repair.steps())).as("%s", repair).isTrue();
                for (Repair.Step left : repair.steps()) {
                    List<Repair.Step> fewer = new ArrayList<>(repair.steps());
                    fewer.remove(left);
                    assertThat(trying.flips(fewer))
                            .as("%s without %s", repair, left)
                            .isFalse();
                }
            }
        }
    }

    /** The first asker may make every change, the others some. */
    private static boolean mayMake(int asker, Repair.Step step) {
        return asker == 0 || (step.toString().hashCode() >>> 4 & 7) < asker;
    }

    @Provide
    Arbitrary<Integer> askers() {
        return Arbitraries.of(0, 1, 1, 2, 2, 3, 3, 5);
    }

    /** The referee tries out and counts every way there is, as often as {@code jqwik.tries.default} says. */
    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void repairsWhenDeniedThenTheWaysThatGiveLeastAway(
            @ForAll("scripts") List<Step> script, @ForAll("questions") Asked asked, @ForAll("askers") int asker) {
        RefereedWorld world = RefereedWorld.furnished();
        script.forEach(world::run);
        Trying trying = interesting(world, asked);
        if (trying.explain(step -> mayMake(asker, step)) instanceof Explanation.Denied denied) {
            List<Long> gains = ways(trying, denied).stream()
                    .filter(steps -> steps.stream().allMatch(step -> mayMake(asker, step)))
                    .map(steps -> gained(trying, steps))
                    .sorted()
                    .toList();
            assertThat(denied.repairs().shown())
                    .allMatch(Repair::counted)
                    .extracting(Repair::gained)
                    .isEqualTo(gains.subList(0, Math.min(10, gains.size())));
            assertThat(denied.repairs().more()).isEqualTo(gains.size() > 10);
        }
    }

    private static long gained(Trying trying, List<Repair.Step> steps) {
        ModelPair after = trying.view().models();
        for (WorkspaceId log : new LinkedHashSet<>(
                Arrays.asList(WorkspaceId.SYSTEM, trying.asked().workspace()))) {
            List<Change> changes = new Repair(steps, 0, true).changes(log);
            after = changes.isEmpty() ? after : Trial.of(after, log, changes).after();
        }
        return new Differences(
                        trying.naive(),
                        trying.after(steps),
                        trying.view().models(),
                        after,
                        trying.asked().time())
                .gained.size();
    }

    /** Every set of changes that is a repair, found by trying all there could be. */
    private static List<List<Repair.Step>> ways(Trying trying, Explanation.Denied denied) {
        if (denied.decision().reason() != Decision.Reason.ENTRY_DENIES
                && denied.decision().reason() != Decision.Reason.NOTHING_ALLOWS) {
            return List.of();
        }
        WorkspaceId workspace = trying.asked().workspace();
        List<Repair.Step> removals = denied.denies().stream()
                .map(Ground::entry)
                .map(entry -> {
                    boolean ofSystem = entry.object().equals(WorkspaceId.SYSTEM.root()) && workspace.equals(ACME);
                    Member to = ofSystem && entry.to() instanceof RoleRef role
                            ? role.id().here()
                            : entry.to();
                    return new Repair.Step(
                            ofSystem ? WorkspaceId.SYSTEM : workspace,
                            new Change.EntryRemoved(new Entry(entry.object(), entry.effect(), to, entry.terms())));
                })
                .toList();
        if (trying.flips(removals)) {
            return List.of(removals);
        }
        List<List<Repair.Step>> ways = new ArrayList<>();
        for (Repair.Step addition : additions(trying)) {
            List<Repair.Step> steps = new ArrayList<>(removals);
            steps.add(addition);
            NaiveModel home = addition.log().isSystem() ? trying.world().system : trying.naive();
            if (!RefereedWorld.naiveCycle(home, addition.change()) && trying.flips(steps)) {
                steps.sort(Comparator.comparing(step -> !step.log().isSystem()));
                ways.add(steps);
            }
        }
        return ways;
    }

    private static List<Repair.Step> additions(Trying trying) {
        Question question = trying.asked().question();
        NaiveModel workspace = trying.naive();
        Set<Object> closure = new NaiveEvaluator(workspace.system, workspace).closure(question.subject());
        List<Repair.Step> additions = new ArrayList<>();
        List<NaiveModel> homes = workspace.id.equals(ACME) ? List.of(workspace, workspace.system) : List.of(workspace);
        for (NaiveModel home : homes) {
            List<Member> members = new ArrayList<>(SUBJECTS);
            members.add(Everyone.EVERYONE);
            home.roles.keySet().forEach(role -> members.add(RoleRef.here(role)));
            if (home.system != home) {
                home.system.roles.keySet().forEach(role -> members.add(RoleRef.ofSystem(role)));
            }
            members.removeIf(member -> !closure.contains(home.resolve(member)));
            for (Member member : members) {
                for (ObjectRef object : path(workspace, question.object())) {
                    boolean isHere =
                            object.equals(WorkspaceId.SYSTEM.root()) == home.id.isSystem() || homes.size() == 1;
                    if (isHere && !workspace.isOfNoRole(object)) {
                        additions.add(new Repair.Step(
                                home.id,
                                new Change.EntryAdded(Entry.allow(object, member, Rights.of(question.right())))));
                    }
                }
                for (String role : home.roles.keySet()) {
                    additions.add(new Repair.Step(home.id, new Change.MemberAdded(new RoleId(role), member)));
                }
            }
        }
        return additions;
    }
}
