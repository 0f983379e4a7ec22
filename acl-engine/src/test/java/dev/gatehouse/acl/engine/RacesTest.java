package dev.gatehouse.acl.engine;

import static dev.gatehouse.acl.engine.Worlds.ACME;
import static dev.gatehouse.acl.engine.Worlds.in;
import static dev.gatehouse.acl.engine.Worlds.out;
import static dev.gatehouse.acl.engine.Worlds.role;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.change.LogRecord;
import dev.gatehouse.acl.change.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Two nodes on one log. */
class RacesTest {

    private static final int PAIRS = 10_000;

    private final MemoryAccessLog log = new MemoryAccessLog();
    private final Worlds one = new Worlds(log);
    private final Worlds other = new Worlds(log);
    private final CyclicBarrier together = new CyclicBarrier(2);

    private Commit atOnce(Worlds world, Change change) throws Exception {
        together.await();
        return world.commit(ACME, List.of(change));
    }

    private List<Commit> race(ExecutorService threads, Change first, Change second) throws Exception {
        Future<Commit> firstCommit = threads.submit(() -> atOnce(one, first));
        Future<Commit> secondCommit = threads.submit(() -> atOnce(other, second));
        return List.of(firstCommit.get(), secondCommit.get());
    }

    @Test
    void commitsWhenTwoEditsTogetherFormACycleThenExactlyOneLands() throws Exception {
        one.make(ACME, role("a"), role("b"));
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (int pair = 0; pair < PAIRS / 2; pair++) {
                List<Commit> commits = race(threads, in("a", "role:b"), in("b", "role:a"));
                assertThat(commits)
                        .filteredOn(Commit.Committed.class::isInstance)
                        .hasSize(1);
                assertThat(commits)
                        .filteredOn(commit -> commit instanceof Commit.Refused refused
                                && refused.refused().refusal() instanceof Refusal.RoleCycle)
                        .hasSize(1);
                boolean firstWon = commits.getFirst() instanceof Commit.Committed;
                one.engine.catchUp(ACME);
                one.make(ACME, firstWon ? out("a", "role:b") : out("b", "role:a"));
            }
        }
    }

    @Test
    void commitsWhenTwoEditsAreHarmlessThenBothLandAndNoneIsLost() throws Exception {
        one.make(ACME, role("a"), role("b"));
        List<Change> made = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (int pair = 0; pair < PAIRS / 2; pair++) {
                Change first = in("a", "user:a" + pair);
                Change second = in("a", "user:b" + pair);
                assertThat(race(threads, first, second)).allMatch(Commit.Committed.class::isInstance);
                made.add(first);
                made.add(second);
            }
        }
        assertThat(log.read(ACME, 1, Integer.MAX_VALUE))
                .flatMap(LogRecord::changes)
                .containsExactlyInAnyOrderElementsOf(made);
    }
}
