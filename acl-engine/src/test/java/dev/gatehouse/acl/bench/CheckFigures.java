package dev.gatehouse.acl.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
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

/** What a check costs: on large models, whose snapshots lie in a folder, and on a small one beside the peers. */
final class CheckFigures {

    private static final String LARGE_PAGES = "-XX:+UseTransparentHugePages";

    private final Path folder;

    CheckFigures(Path folder) {
        this.folder = folder;
    }

    void printLarge(List<Integer> sizes, PrintStream out) throws RunnerException {
        out.println();
        out.println("| check | objects | different questions | pages | p50 ns | p99 ns | p99.9 ns"
                + " | bytes allocated |");
        out.println("|---|---|---|---|---|---|---|---|");
        for (int size : sizes) {
            for (boolean largePages : new boolean[] {false, true}) {
                OptionsBuilder options = options(CheckBenchmark.class, largePages);
                options.param("objects", "" + size);
                print(new Runner(options.build()).run(), largePages ? "large" : "small", out);
            }
        }
    }

    void printSmall(PrintStream out) throws RunnerException {
        print(new Runner(options(PeerBenchmark.class, false).build()).run(), "small", out);
    }

    private OptionsBuilder options(Class<?> benchmark, boolean largePages) {
        List<String> arguments = new ArrayList<>(List.of(
                "-Xmx6g",
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "--enable-native-access=ALL-UNNAMED",
                "-Dslf4j.internal.verbosity=ERROR",
                "-D" + CheckBenchmark.FOLDER + "=" + folder));
        if (largePages) {
            arguments.add(LARGE_PAGES);
        }
        OptionsBuilder options = new OptionsBuilder();
        options.include(benchmark.getName())
                .mode(Mode.SampleTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(1)
                .jvmArgs(arguments.toArray(String[]::new))
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(2))
                .measurementIterations(5)
                .measurementTime(TimeValue.seconds(2))
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true);
        return options;
    }

    private static void print(Collection<RunResult> results, String pages, PrintStream out) {
        for (RunResult result : results) {
            Result<?> time = result.getPrimaryResult();
            boolean small = result.getParams().getParamsKeys().isEmpty();
            int objects = small
                    ? SmallWorld.OBJECTS
                    : Integer.parseInt(result.getParams().getParam("objects"));
            int questions = small
                    ? SmallWorld.OBJECTS
                    : Integer.parseInt(result.getParams().getParam("questionCount"));
            Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
            out.printf(
                    "| %s | %,d | %,d | %s | %,.0f | %,.0f | %,.0f | %,.0f |%n",
                    small ? time.getLabel() + ", from strings" : "gatehouse",
                    objects,
                    questions,
                    pages,
                    time.getStatistics().getPercentile(50),
                    time.getStatistics().getPercentile(99),
                    time.getStatistics().getPercentile(99.9),
                    allocated == null ? Double.NaN : allocated.getScore());
        }
        out.flush();
    }
}
