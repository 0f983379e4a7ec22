package dev.gatehouse.acl.engine;

import static dev.gatehouse.acl.engine.Scripts.ACME;
import static dev.gatehouse.acl.engine.Scripts.IMPLIED;
import static dev.gatehouse.acl.engine.Scripts.OBJECTS;
import static dev.gatehouse.acl.engine.Scripts.RIGHTS;
import static dev.gatehouse.acl.engine.Scripts.START;
import static dev.gatehouse.acl.engine.Scripts.SUBJECTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.acl.Budget;
import dev.gatehouse.acl.Decision;
import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.change.LogRecord;
import dev.gatehouse.acl.engine.Scripts.Step;
import dev.gatehouse.acl.history.History;
import dev.gatehouse.acl.history.History.Moment;
import dev.gatehouse.acl.history.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import net.jqwik.api.constraints.IntRange;

/** Histories against the referee, who is asked at every instant at which anything happens. */
class HistoryPropertyTest {

    /** Entries of scripts end then, and at nothing finer. */
    private static final List<Instant> ENDS = List.of(START.plusSeconds(5), START.plusSeconds(20));

    private static final Instant NOW = START.plusSeconds(60);

    /** A script, and how long after the step before each step is made. */
    @Provide
    Arbitrary<List<Tuple2<Step, Integer>>> timedScripts() {
        return Scripts.scripts()
                .flatMap(steps -> Arbitraries.of(0, 0, 1, 1_000, 2_500)
                        .list()
                        .ofSize(steps.size())
                        .map(gaps -> {
                            List<Tuple2<Step, Integer>> timed = new ArrayList<>();
                            for (int i = 0; i < steps.size(); i++) {
                                timed.add(Tuple.of(steps.get(i), gaps.get(i)));
                            }
                            return timed;
                        }));
    }

    /** What was committed, and what the referee says to it at each instant. */
    private static final class TimedWorld {
        final MemoryAccessLog log = new MemoryAccessLog();
        final AtomicLong clock = new AtomicLong(START.toEpochMilli());
        final AccessEngine engine =
                new AccessEngine(log, IMPLIED, new Cursors(new byte[32]), () -> Instant.ofEpochMilli(clock.get()));

        TimedWorld(List<Tuple2<Step, Integer>> script) {
            commit(WorkspaceId.SYSTEM, Scripts.types());
            commit(ACME, Scripts.types());
            commit(WorkspaceId.SYSTEM, Scripts.furniture());
            commit(ACME, Scripts.furniture());
            for (int i = 0; i < script.size(); i++) {
                clock.addAndGet(script.get(i).get2());
                Step step = script.get(i).get1();
                commit(step.inSystem() ? WorkspaceId.SYSTEM : ACME, List.of(step.change()));
                if (i % 7 == 3) {
                    RefereePropertyTest.keep(log, engine.view(ACME));
                } else if (i % 7 == 5) {
                    RefereePropertyTest.keep(log, engine.view(WorkspaceId.SYSTEM));
                }
            }
        }

        private void commit(WorkspaceId workspace, List<Change> changes) {
            engine.commit(workspace, new Batch("test", "event", changes));
        }

        /** Every instant at which anything can change, and the referee for what holds from then on. */
        NavigableMap<Instant, NaiveEvaluator> referees(WorkspaceId workspace) {
            List<LogRecord> system = log.read(WorkspaceId.SYSTEM, 0, 1_000);
            List<LogRecord> here = workspace.isSystem() ? List.of() : log.read(workspace, 0, 1_000);
            TreeSet<Instant> instants = new TreeSet<>(ENDS);
            system.forEach(record -> instants.add(record.time()));
            here.forEach(record -> instants.add(record.time()));
            NavigableMap<Instant, NaiveEvaluator> referees = new TreeMap<>();
            NaiveModel ofSystem = new NaiveModel(WorkspaceId.SYSTEM, null, IMPLIED);
            NaiveModel ofHere = new NaiveModel(ACME, ofSystem, IMPLIED);
            for (Instant instant : instants) {
                apply(system, instant, ofSystem);
                apply(here, instant, ofHere);
                NaiveModel copy = ofSystem.copy(null);
                referees.put(instant, new NaiveEvaluator(copy, workspace.isSystem() ? copy : ofHere.copy(copy)));
            }
            return referees;
        }

        private static void apply(List<LogRecord> records, Instant instant, NaiveModel model) {
            records.stream()
                    .filter(record -> record.time().equals(instant))
                    .forEach(record -> record.changes().forEach(model::apply));
        }
    }

    /** When the referee changed its mind, the newest first. */
    private static List<Tuple2<Instant, Boolean>> turns(
            NavigableMap<Instant, NaiveEvaluator> referees, Question question) {
        List<Tuple2<Instant, Boolean>> turns = new ArrayList<>();
        boolean[] allowed = new boolean[1];
        referees.forEach((instant, referee) -> {
            if (referee.may(question.subject(), question.right(), question.object(), instant) != allowed[0]) {
                allowed[0] = !allowed[0];
                turns.addFirst(Tuple.of(instant, allowed[0]));
            }
        });
        return turns;
    }

    private static List<Tuple2<Instant, Boolean>> shown(List<Turn> turns) {
        return turns.stream()
                .map(turn -> Tuple.of(turn.time(), turn.decision() instanceof Decision.Allowed))
                .toList();
    }

    private static RawQuestion raw(Question question) {
        String subject = question.subject().toString();
        int colon = subject.indexOf(':');
        return new RawQuestion(
                colon < 0
                        ? new RawSubject(subject, subject)
                        : new RawSubject(subject.substring(0, colon), subject.substring(colon + 1)),
                question.right().name(),
                new RawObject(
                        question.object().type().value(), question.object().id()));
    }

    private static Budget ample() {
        return new Budget(Duration.ofMinutes(1), System::nanoTime);
    }

    /** Those that anything ever happened to, and one to which nothing did. */
    private static List<Question> questions(NavigableMap<Instant, NaiveEvaluator> referees) {
        List<Question> questions = new ArrayList<>();
        for (Subject subject : SUBJECTS) {
            for (ObjectRef object : OBJECTS) {
                for (Right right : RIGHTS) {
                    Question question = new Question(subject, right, object);
                    if (!turns(referees, question).isEmpty()) {
                        questions.add(question);
                    }
                }
            }
        }
        questions.add(new Question(Subject.user("never"), Right.INVOKE, ObjectRef.of("doc", "never")));
        return questions;
    }

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void looksBackWhenAnyLogsThenTurnsAreTheReferees(
            @ForAll("timedScripts") List<Tuple2<Step, Integer>> script, @ForAll boolean inSystem) {
        TimedWorld world = new TimedWorld(script);
        WorkspaceId workspace = inSystem ? WorkspaceId.SYSTEM : ACME;
        NavigableMap<Instant, NaiveEvaluator> referees = world.referees(workspace);
        AccessEngine restarted = RefereedWorld.engine(world.log);
        for (Question question : questions(referees)) {
            List<Tuple2<Instant, Boolean>> expected = turns(referees, question);
            for (int newest : new int[] {1, 5, LookingBack.NEWEST}) {
                AccessEngine engine = newest == 5 ? restarted : world.engine;
                History history =
                        engine.history(engine.view(workspace), raw(question), NOW, History.MOST, ample(), newest);
                assertThat(shown(history.turns())).as("%s", question).isEqualTo(expected);
                assertThat(history.isComplete()).isTrue();
                history.turns().forEach(turn -> assertCaused(world, workspace, question, turn));
            }
        }
    }

    /** The question is answered so at the revision and instant of the turn, and without its cause it is not. */
    private static void assertCaused(TimedWorld world, WorkspaceId workspace, Question question, Turn turn) {
        AccessView then = world.engine.at(workspace, turn.decision().revision()).orElseThrow();
        assertThat(then.check(question.subject(), question.right(), question.object(), turn.time()))
                .isEqualTo(turn.decision());
        assertThat(world.engine.at(workspace, turn.time()).revision())
                .isEqualTo(turn.decision().revision());
        switch (turn.cause()) {
            case Turn.Recorded(LogRecord record) -> {
                assertThat(record.time()).isEqualTo(turn.time());
                assertThat(world.log.read(record.workspace(), record.position() - 1, 1))
                        .containsExactly(record);
            }
            case Turn.Expired(WorkspaceId log, List<Entry> entries) -> {
                assertThat(ENDS).contains(turn.time());
                assertThat(entries)
                        .isNotEmpty()
                        .allSatisfy(entry -> assertThat(entry.expiresAt()).hasValue(turn.time()));
                assertThat(log.isSystem())
                        .isEqualTo(workspace.isSystem()
                                || entries.stream()
                                        .allMatch(entry -> entry.object().equals(WorkspaceId.SYSTEM.root())));
            }
        }
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void looksBackWhenOneByOneThenTheSameAsAtOnce(@ForAll("timedScripts") List<Tuple2<Step, Integer>> script) {
        TimedWorld world = new TimedWorld(script);
        for (Question question : questions(world.referees(ACME))) {
            AccessView view = world.engine.view(ACME);
            List<Turn> all = world.engine
                    .history(view, raw(question), NOW, History.MOST, ample(), 3)
                    .turns();
            List<Turn> collected = new ArrayList<>();
            Moment from = new Moment(view.revision(), NOW);
            while (from != null) {
                AccessView past = from.time().equals(NOW) ? view : world.engine.at(ACME, from.time());
                assertThat(past.revision()).isEqualTo(from.revision());
                History one = world.engine.history(past, raw(question), from.time(), 1, ample(), 3);
                collected.addAll(one.turns());
                from = one.since();
            }
            assertThat(collected).isEqualTo(all);
        }
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void looksBackWhenTimeIsUpThenTheNewestAndSaysSinceWhen(
            @ForAll("timedScripts") List<Tuple2<Step, Integer>> script, @ForAll @IntRange(max = 80) int ticks) {
        TimedWorld world = new TimedWorld(script);
        AccessView view = world.engine.view(ACME);
        for (Question question : questions(world.referees(ACME)).subList(0, 1)) {
            List<Turn> all = world.engine
                    .history(view, raw(question), NOW, History.MOST, ample(), 2)
                    .turns();
            AtomicLong clock = new AtomicLong();
            Budget scarce = new Budget(Duration.ofNanos(ticks), clock::getAndIncrement);
            History history = world.engine.history(view, raw(question), NOW, History.MOST, scarce, 2);
            Moment since = history.since();
            assertThat(history.turns())
                    .isEqualTo(all.stream()
                            .filter(turn -> since == null || turn.time().isAfter(since.time()))
                            .toList());
            assertThat(since == null).isEqualTo(history.isComplete());
        }
    }
}
