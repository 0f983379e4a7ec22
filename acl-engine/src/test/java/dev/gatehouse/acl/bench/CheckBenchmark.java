package dev.gatehouse.acl.bench;

import dev.gatehouse.acl.Decision;
import dev.gatehouse.acl.engine.AccessView;
import dev.gatehouse.acl.engine.Question;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One check against a large model; a third of the questions hit a user's own entry, half ask for what is denied. */
@State(Scope.Benchmark)
public class CheckBenchmark {

    /** The property that names the folder of the models' snapshots. */
    static final String FOLDER = "access-bench.folder";

    @Param("10000")
    int objects;

    /** How many different questions come round: a busy few stay in the processor's cache, many do not. */
    @Param({"1024", "65536"})
    int questionCount;

    @SuppressWarnings("NullAway.Init") // by JMH
    private AccessView view;

    @SuppressWarnings("NullAway.Init") // by JMH
    private List<Question> questions;

    private int next;

    @Setup
    public void setUp() throws IOException {
        LargeWorld world = LargeWorld.of(objects);
        world.load(world.snapshotIn(Path.of(Objects.requireNonNull(System.getProperty(FOLDER)))));
        view = world.view();
        questions = world.questions(questionCount);
    }

    @Benchmark
    public Decision check() {
        Question question = questions.get(next++ & (questionCount - 1));
        return view.check(question.subject(), question.right(), question.object(), LargeWorld.NOW);
    }
}
