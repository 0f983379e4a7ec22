package dev.gatehouse.idp.cli.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code wrk} saw.
 *
 * @param answers answers of any status
 * @param refused answers that were not 2xx or 3xx
 * @param lost requests without an answer: connections refused or broken, time-outs
 */
record Load(long answers, long refused, long lost, Duration took, Duration p50, Duration p99) {

    static final String REPORT = """
            done = function(summary, latency, requests)
              local e = summary.errors
              io.write(string.format("REPORT %d %d %d %d %d %d\\n", summary.requests, e.status,
                e.connect + e.read + e.write + e.timeout, summary.duration,
                latency:percentile(50), latency:percentile(99)))
            end
            """;

    private static final Pattern LINE = Pattern.compile("REPORT (\\d+) (\\d+) (\\d+) (\\d+) (\\d+) (\\d+)");

    /** Whether {@code wrk} is there. */
    static boolean isPossible() {
        try {
            Process probe = new ProcessBuilder("wrk", "--version")
                    .redirectErrorStream(true)
                    .start();
            probe.getInputStream().readAllBytes();
            probe.waitFor();
            return true;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static Load of(Path script, URI url, int connections, Duration duration) throws IOException, InterruptedException {
        Process wrk = new ProcessBuilder(
                        "wrk",
                        "--threads",
                        "1",
                        "--connections",
                        Integer.toString(connections),
                        "--duration",
                        duration.toSeconds() + "s",
                        "--script",
                        script.toString(),
                        url.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        wrk.waitFor();
        Matcher line = LINE.matcher(output);
        if (!line.find()) {
            throw new IOException("wrk did not report:\n" + output);
        }
        return new Load(
                Long.parseLong(line.group(1)),
                Long.parseLong(line.group(2)),
                Long.parseLong(line.group(3)),
                micros(line.group(4)),
                micros(line.group(5)),
                micros(line.group(6)));
    }

    /** Writes the script beside the server's data. */
    static Path script(Path folder, Workload workload) throws IOException, InterruptedException {
        Path script = Files.createTempFile(folder, "wrk", ".lua");
        return Files.writeString(script, workload.script());
    }

    private static Duration micros(String text) {
        return Duration.ofNanos(Long.parseLong(text) * 1000);
    }
}
