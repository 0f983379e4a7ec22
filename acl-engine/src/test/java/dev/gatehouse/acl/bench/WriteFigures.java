package dev.gatehouse.acl.bench;

import dev.gatehouse.acl.Decision;
import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.ImpliedObjects;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Rights;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.engine.AccessEngine;
import dev.gatehouse.acl.engine.Batch;
import dev.gatehouse.acl.engine.Commit;
import dev.gatehouse.acl.engine.Cursors;
import dev.gatehouse.acl.engine.Question;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** How long a change takes until a check sees it, while others check at a fixed rate. By the clock. */
final class WriteFigures {

    private static final int CHECKS_PER_SECOND = 50_000;
    private static final int WRITES_PER_SECOND = 200;
    private static final int WARM_UP = 1_000;
    private static final int WRITES = 4_000;
    private static final long SECOND = 1_000_000_000;

    private final LargeWorld world;
    private final AccessEngine engine;
    private final List<Question> questions;
    private final AtomicLong checks = new AtomicLong();
    private final AtomicLong allowed = new AtomicLong();

    WriteFigures(LargeWorld world, Path folder) throws IOException {
        this.world = world;
        this.questions = world.questions(65_536);
        this.engine = new AccessEngine(
                new SnapshotLog(world.load(world.snapshotIn(folder)), world.snapshotIn(folder)),
                ImpliedObjects.ROOTS,
                new Cursors(new byte[32]),
                () -> LargeWorld.NOW);
    }

    void print(PrintStream out) {
        AtomicBoolean writing = new AtomicBoolean(true);
        Thread checker = Thread.ofPlatform().start(() -> check(writing));
        long[] nanos = new long[WRITES];
        long began = System.nanoTime();
        long checksBefore = 0;
        for (int turn = 0; turn < WARM_UP + WRITES; turn++) {
            if (turn == WARM_UP) {
                began = System.nanoTime();
                checksBefore = checks.get();
            }
            long took = write(turn);
            if (turn >= WARM_UP) {
                nanos[turn - WARM_UP] = took;
            }
            LockSupport.parkNanos(SECOND / WRITES_PER_SECOND - took);
        }
        double rate = (checks.get() - checksBefore) / ((System.nanoTime() - began) / 1e9);
        writing.set(false);
        LockSupport.unpark(checker);
        Arrays.sort(nanos);
        out.printf(
                "%n%,d objects, %,.0f checks/s meanwhile: a change is made and seen in %,d µs (p50), %,d µs (p99),"
                        + " %,d µs (most)%n",
                world.objects(),
                rate,
                nanos[WRITES / 2] / 1_000,
                nanos[WRITES * 99 / 100] / 1_000,
                nanos[WRITES - 1] / 1_000);
        out.flush();
    }

    /** As many as are due by the clock, so that a pause is made up for. */
    private void check(AtomicBoolean writing) {
        long began = System.nanoTime();
        int asked = 0;
        while (writing.get()) {
            long due = (long) ((System.nanoTime() - began) * (CHECKS_PER_SECOND / 1e9));
            for (; asked < due; asked++) {
                Question question = questions.get(asked & (questions.size() - 1));
                Decision decision = engine.view(LargeWorld.WORKSPACE)
                        .check(question.subject(), question.right(), question.object(), LargeWorld.NOW);
                if (decision instanceof Decision.Allowed) {
                    allowed.incrementAndGet();
                }
                checks.incrementAndGet();
            }
            LockSupport.parkNanos(500_000);
        }
    }

    /** Takes a right from somebody who has it, and gives it back. */
    private long write(int turn) {
        Question question = world.ownEntry(turn);
        Entry deny = Entry.deny(question.object(), question.subject(), Rights.of(Right.READ));
        long began = System.nanoTime();
        commit(new Change.EntryAdded(deny));
        boolean denied = engine.view(LargeWorld.WORKSPACE)
                        .check(question.subject(), Right.READ, question.object(), LargeWorld.NOW)
                instanceof Decision.Denied;
        long took = System.nanoTime() - began;
        if (!denied) {
            throw new IllegalStateException("The change is not seen");
        }
        commit(new Change.EntryRemoved(deny));
        return took;
    }

    private void commit(Change change) {
        if (!(engine.commit(LargeWorld.WORKSPACE, new Batch("bench", "event", List.of(change)))
                instanceof Commit.Committed)) {
            throw new IllegalStateException("The change is not made");
        }
    }
}
