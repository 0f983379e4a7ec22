package dev.gatehouse.idp.cli.bench;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The rounds of one workload, and their medians. */
final class Figures {

    private record Round(double perSecond, double p50, double p99, double cpuMicros) {}

    private final String name;
    private final List<Round> rounds = new ArrayList<>();
    private long answers;
    private long failed;

    Figures(String name) {
        this.name = name;
    }

    /** Counts answers that are no part of a round. */
    void count(Load load) {
        answers += load.answers();
        failed += load.refused() + load.lost();
    }

    void add(Load load, Duration cpu) {
        count(load);
        if (load.answers() > 0) {
            rounds.add(new Round(
                    load.answers() * 1e9 / load.took().toNanos(),
                    load.p50().toNanos() / 1e6,
                    load.p99().toNanos() / 1e6,
                    cpu.toNanos() / 1e3 / load.answers()));
        }
    }

    long answers() {
        return answers;
    }

    long failed() {
        return failed;
    }

    static void printHead(PrintWriter out) {
        out.printf(
                "%n| %-34s | %10s | %8s | %8s | %11s | %7s |%n",
                "what", "requests/s", "p50 ms", "p99 ms", "CPU µs/req", "failed");
        out.println(
                "|------------------------------------|-----------:|---------:|---------:|------------:|--------:|");
    }

    void print(PrintWriter out) {
        out.printf(
                "| %-34s | %,10.0f | %8.2f | %8.2f | %11.0f | %7d |%n",
                name,
                median(rounds, Round::perSecond),
                median(rounds, Round::p50),
                median(rounds, Round::p99),
                median(rounds, Round::cpuMicros),
                failed);
    }

    static Duration median(List<Duration> durations) {
        return durations.stream().sorted().toList().get(durations.size() / 2);
    }

    private static <T> double median(List<T> values, ToDoubleFunction<T> figure) {
        double[] sorted = values.stream().mapToDouble(figure).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }
}
