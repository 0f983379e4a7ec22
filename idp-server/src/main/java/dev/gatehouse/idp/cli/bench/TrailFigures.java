package dev.gatehouse.idp.cli.bench;

import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.audit.Outcome;
import dev.gatehouse.idp.audit.RequestContext;
import dev.gatehouse.idp.audit.Target;
import dev.gatehouse.idp.audit.TokenEvent;
import dev.gatehouse.idp.audit.verify.TrailVerifier;
import dev.gatehouse.idp.audit.verify.VerificationReport;
import dev.gatehouse.idp.cli.SqliteTrailSource;
import dev.gatehouse.idp.config.OfflineServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;

/** What the trail can do by itself, without requests around it: append, each record durable before its writer goes on. */
final class TrailFigures {

    /** As many as wait at once under a full load; each group commit takes what waits. */
    private static final int WRITERS = 256;

    private final Path data;
    private final PrintWriter out;

    TrailFigures(Path folder, PrintWriter out) {
        this.data = folder.resolve("trail");
        this.out = out;
    }

    void measure(Duration warmUp, Duration duration) throws IOException, InterruptedException, SQLException {
        try (var parts = OfflineServer.open(Map.of("gatehouse.data", data.toString()))) {
            AuditTrail trail = parts.getBean(AuditTrail.class);
            append(trail, warmUp);
            long cpu = processCpu();
            long began = System.nanoTime();
            long records = append(trail, duration);
            double seconds = (System.nanoTime() - began) / 1e9;
            out.printf(
                    "audit append, durable       %,.0f records/s, %.1f µs of CPU each%n",
                    records / seconds, (processCpu() - cpu) / 1e3 / records);
        }
        verify(duration);
    }

    private static long append(AuditTrail trail, Duration duration) throws InterruptedException {
        var count = new LongAdder();
        long end = System.nanoTime() + duration.toNanos();
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            writers.add(Thread.ofVirtual().start(() -> {
                while (System.nanoTime() < end) {
                    var request = new RequestContext(UUID.randomUUID().toString(), "192.0.2.1", "bench", null);
                    ScopedValue.where(RequestContext.CURRENT, request)
                            .run(() -> trail.record(Actor.service("bench"), issued()));
                    count.increment();
                }
            }));
        }
        for (Thread writer : writers) {
            writer.join();
        }
        return count.sum();
    }

    private static TokenEvent issued() {
        return new TokenEvent(
                TokenEvent.Kind.ISSUED,
                Outcome.SUCCESS,
                Optional.empty(),
                new Target("token", UUID.randomUUID().toString()),
                "system",
                Optional.empty(),
                Map.of("grant_type", "client_credentials", "scope", "gatehouse", "client_auth", "client_secret_basic"));
    }

    /** On one thread, whose CPU time tells what one core can do; again and again, since a long trail is what matters. */
    private void verify(Duration duration) throws IOException, SQLException {
        String trust = Files.readString(data.resolve("audit-trust")).strip();
        var threads = ManagementFactory.getThreadMXBean();
        List<Duration> times = new ArrayList<>();
        VerificationReport report;
        long end = System.nanoTime() + duration.toNanos();
        do {
            long cpu = threads.getCurrentThreadCpuTime();
            try (var source = new SqliteTrailSource(data.resolve("audit.db"))) {
                report = new TrailVerifier(trust, Clock.systemUTC().instant()).verify(source);
            }
            times.add(Duration.ofNanos(threads.getCurrentThreadCpuTime() - cpu));
        } while (System.nanoTime() < end);
        out.printf(
                "audit verify                %,.0f records/s and core, %,d records, %s%n",
                report.records() * 1e9 / Figures.median(times).toNanos(),
                report.records(),
                report.intact() ? "intact" : "NOT INTACT");
        out.flush();
    }

    private static long processCpu() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .orElse(Duration.ZERO)
                .toNanos();
    }
}
