package dev.gatehouse.acl.bench;

import dev.gatehouse.acl.ImpliedObjects;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.TypeName;
import dev.gatehouse.acl.engine.AccessView;
import dev.gatehouse.acl.engine.ListQuery;
import dev.gatehouse.acl.model.SnapshotReader;
import dev.gatehouse.acl.model.SnapshotWriter;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures the engine and prints tables. Arguments: how many objects the large model has, 1,000,000 by default; then
 * {@code model} or {@code checks} for one half of it.
 */
public final class AccessBench {

    private static final PrintStream OUT = System.out;

    private AccessBench() {}

    public static void main(String[] arguments) throws RunnerException {
        int objects = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        String half = arguments.length > 1 ? arguments[1] : "";
        if (!half.equals("checks")) {
            large(objects, 100);
            large(objects, 1);
        }
        if (!half.equals("model")) {
            checks(objects);
        }
    }

    private static void checks(int objects) throws RunnerException {
        OUT.println(
                "\n| check | objects | questions | mean ns | p50 ns | p99 ns | p99.9 ns | bytes allocated |\n|---|---|---|---|---|---|---|---|");
        List<String> sizes = new ArrayList<>();
        for (int size = 10_000; size < objects; size *= 10) {
            sizes.add("" + size);
        }
        sizes.add("" + objects);
        print(run(CheckBenchmark.class, sizes.toArray(String[]::new)));
        print(run(PeerBenchmark.class));
    }

    private static Collection<RunResult> run(Class<?> benchmark, String... objects) throws RunnerException {
        OptionsBuilder options = new OptionsBuilder();
        options.include(benchmark.getName())
                .mode(Mode.SampleTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(1)
                .jvmArgs(
                        "-Xmx3g",
                        "-XX:+UseSerialGC",
                        "-XX:+UseCompactObjectHeaders",
                        "--enable-native-access=ALL-UNNAMED")
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(2))
                .measurementIterations(5)
                .measurementTime(TimeValue.seconds(2))
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true);
        if (objects.length > 0) {
            options.param("objects", objects);
        }
        return new Runner(options.build()).run();
    }

    private static void print(Collection<RunResult> results) {
        for (RunResult result : results) {
            Result<?> time = result.getPrimaryResult();
            boolean small = result.getParams().getParamsKeys().isEmpty();
            String objects =
                    small ? "" + SmallWorld.OBJECTS : result.getParams().getParam("objects");
            String questions = small ? "300" : result.getParams().getParam("questionCount");
            Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
            OUT.printf(
                    "| %s | %s | %s | %.0f | %.0f | %.0f | %.0f | %.1f |%n",
                    time.getLabel(),
                    objects,
                    questions,
                    time.getScore(),
                    time.getStatistics().getPercentile(50),
                    time.getStatistics().getPercentile(99),
                    time.getStatistics().getPercentile(99.9),
                    allocated == null ? Double.NaN : allocated.getScore());
        }
    }

    private static long usedMemory() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static void large(int objects, int entriesAlike) {
        int users = Math.max(1_000, objects / 10);
        int roles = Math.max(100, Math.min(10_000, objects / 100));
        long before = usedMemory();
        long began = now();
        LargeWorld world = new LargeWorld(objects, users, roles, entriesAlike).build();
        double built = seconds(began);
        long memory = usedMemory() - before;
        OUT.printf(
                "%n%,d objects with 3 entries each (%d in a row alike), %,d users, %,d roles nested 10 deep%n",
                objects, entriesAlike, users, roles);
        OUT.printf("| what (rates by CPU time) | figure |%n|---|---|%n");
        OUT.printf("| built from records of 1,000 changes | %.1f s |%n", built);
        OUT.printf("| memory | %,d MB |%n", memory >> 20);
        list(world.view(), objects);
        snapshot(world.view(), objects);
        write(world);
    }

    /** Time of this thread on a processor, since others may use the machine. */
    private static long now() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static double seconds(long began) {
        return (now() - began) / 1e9;
    }

    private static void list(AccessView view, int objects) {
        ListQuery.Objects query = new ListQuery.Objects(LargeWorld.AUDITOR, Right.READ, new TypeName("doc"));
        double best = 0;
        for (int round = 0; round < 3; round++) {
            long began = now();
            int found = 0;
            long next = 0;
            while (next >= 0) {
                var part = view.list(query, LargeWorld.NOW, next, 10_000, Integer.MAX_VALUE);
                found += part.items().size();
                next = part.next();
            }
            if (found != objects) {
                throw new IllegalStateException("Listed " + found);
            }
            best = Math.max(best, objects / seconds(began));
        }
        OUT.printf("| list objects, all allowed, pages of 10,000 | %,.0f objects/s |%n", best);
    }

    private static void snapshot(AccessView view, int objects) {
        List<byte[]> chunks = new ArrayList<>();
        long began = now();
        SnapshotWriter.write(view.models(), chunks::add);
        OUT.printf("| snapshot written | %,.0f objects/s |%n", objects / seconds(began));
        OUT.printf(
                "| snapshot size | %,d MB in %d chunks |%n",
                chunks.stream().mapToLong(chunk -> chunk.length).sum() >> 20, chunks.size());
        double best = 0;
        for (int round = 0; round < 3; round++) {
            long start = now();
            if (!(SnapshotReader.read(chunks.iterator(), ImpliedObjects.ROOTS) instanceof SnapshotReader.Loaded)) {
                throw new IllegalStateException("The snapshot is broken");
            }
            best = Math.max(best, objects / seconds(start));
        }
        OUT.printf("| snapshot loaded | %,.0f objects/s |%n", best);
    }

    private static void write(LargeWorld world) {
        long[] nanos = new long[20_000];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = world.writeNanos(i);
        }
        long[] last = Arrays.copyOfRange(nanos, nanos.length / 2, nanos.length);
        Arrays.sort(last);
        OUT.printf(
                "| one change validated and visible | p50 %,d µs, p99 %,d µs |%n",
                last[last.length / 2] / 1_000, last[last.length * 99 / 100] / 1_000);
    }
}
