package dev.gatehouse.acl.bench;

import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.TypeName;
import dev.gatehouse.acl.engine.AccessView;
import dev.gatehouse.acl.engine.ListQuery;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What a large model weighs, and how quickly it is listed, loaded and changed. Rates are by time on a processor. */
record ModelFigures(
        LargeWorld world,
        double builtSeconds,
        long memory,
        double listed,
        long snapshot,
        double loaded,
        long changeMedian,
        long changeSlow) {

    private static final int ROUNDS = 3;
    private static final double MIB = 1 << 20;

    /** Measures a world that is not built yet, and leaves its snapshot in a folder. */
    static ModelFigures of(LargeWorld world, Path folder) throws IOException {
        long before = usedMemory();
        long began = now();
        world.build();
        double built = seconds(began);
        long memory = usedMemory() - before;
        double listed = listed(world);
        Path snapshot = world.snapshotIn(folder);
        world.writeSnapshot(snapshot);
        double loaded = loaded(world, snapshot);
        long[] nanos = new long[20_000];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = world.writeNanos(i);
        }
        long[] last = Arrays.copyOfRange(nanos, nanos.length / 2, nanos.length);
        Arrays.sort(last);
        return new ModelFigures(
                world.unbuilt(),
                built,
                memory,
                listed,
                Files.size(snapshot),
                loaded,
                last[last.length / 2],
                last[last.length * 99 / 100]);
    }

    private static long usedMemory() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** Time of this thread on a processor, since others may use the machine. */
    private static long now() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static double seconds(long began) {
        return (now() - began) / 1e9;
    }

    /** All objects, in pages of 10,000. */
    private static double listed(LargeWorld world) {
        AccessView view = world.view();
        ListQuery.Objects query = new ListQuery.Objects(LargeWorld.AUDITOR, Right.READ, new TypeName("doc"));
        double best = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long began = now();
            int found = 0;
            long next = 0;
            while (next >= 0) {
                var part = view.list(query, LargeWorld.NOW, next, 10_000, Integer.MAX_VALUE);
                found += part.items().size();
                next = part.next();
            }
            if (found != world.objects()) {
                throw new IllegalStateException("Listed " + found);
            }
            best = Math.max(best, found / seconds(began));
        }
        return best;
    }

    private static double loaded(LargeWorld world, Path snapshot) throws IOException {
        double best = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long began = now();
            world.unbuilt().load(snapshot);
            best = Math.max(best, world.objects() / seconds(began));
        }
        return best;
    }

    static void printHead(PrintStream out) {
        out.println();
        out.println("Three entries an object, roles nested 10 deep; rates by time on a processor.");
        out.println();
        out.println("| objects | users | roles | built, s | memory, MB | listed/s | snapshot, MB | loaded/s"
                + " | a change, p50 µs | p99 µs |");
        out.println("|---|---|---|---|---|---|---|---|---|---|");
    }

    void print(PrintStream out) {
        out.printf(
                "| %,d%s | %,d | %,d | %.1f | %,.1f | %,.0f | %,.1f | %,.0f | %,d | %,d |%n",
                world.objects(),
                world.hasListsAlike() ? "" : ", no two lists alike",
                world.users(),
                world.roles(),
                builtSeconds,
                memory / MIB,
                listed,
                snapshot / MIB,
                loaded,
                changeMedian / 1_000,
                changeSlow / 1_000);
        out.flush();
    }
}
