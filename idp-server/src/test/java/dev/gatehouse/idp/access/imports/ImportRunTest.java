package dev.gatehouse.idp.access.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.acl.Decision;
import dev.gatehouse.acl.ImpliedObjects;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.RoleId;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.engine.AccessEngine;
import dev.gatehouse.acl.engine.AccessView;
import dev.gatehouse.acl.engine.Batch;
import dev.gatehouse.acl.engine.Commit;
import dev.gatehouse.acl.engine.Cursors;
import dev.gatehouse.acl.engine.MemoryAccessLog;
import dev.gatehouse.acl.engine.Rehearsal;
import dev.gatehouse.idp.tokens.Admittance;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Imports against making each line for itself. */
class ImportRunTest {

    private static final WorkspaceId ACME = new WorkspaceId("acme");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final String TYPES = """
            {"change":"object-type.define","type":"folder","rights":[],"parents":["folder"]}
            {"change":"object-type.define","type":"doc","rights":["sign"],"parents":["folder"]}
            """;

    private final AccessEngine engine = engine(new MemoryAccessLog());

    private static AccessEngine engine(MemoryAccessLog log) {
        return new AccessEngine(log, ImpliedObjects.of(List.of()), new Cursors(new byte[32]), CLOCK);
    }

    private record Target(AccessEngine engine) implements ImportTarget {
        @Override
        public Commit commit(List<Change> changes) {
            return engine.commit(ACME, new Batch("test", "event", changes));
        }

        @Override
        public AccessView view() {
            return engine.view(ACME);
        }
    }

    private record Rehearsed(Rehearsal rehearsal) implements ImportTarget {
        @Override
        public Commit commit(List<Change> changes) {
            return rehearsal.commit(new Batch("test", "event", changes));
        }

        @Override
        public AccessView view() {
            return rehearsal.view();
        }
    }

    private static ImportEnd run(ImportTarget target, boolean goesOn, String text, long from) throws IOException {
        ImportBody body = new ImportBody(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), () -> 0);
        return run(target, goesOn, body, from);
    }

    private static ImportEnd run(ImportTarget target, boolean goesOn, ImportBody body, long from) throws IOException {
        return run(target, new ImportRun.Options(Subject.user("x"), Optional::empty, goesOn, from), body);
    }

    private static ImportEnd run(ImportTarget target, ImportRun.Options options, ImportBody body) throws IOException {
        NdjsonLines lines = new NdjsonLines(new Utf8Text(body));
        var answer = new ImportAnswer(new ByteArrayOutputStream(), () -> 0);
        return new ImportRun(lines, target, options, answer, body, CLOCK).run();
    }

    private static String line(Random random) {
        String role = "r" + random.nextInt(3);
        String member = random.nextBoolean() ? "user:u" + random.nextInt(2) : "role:r" + random.nextInt(3);
        String doc = "doc:" + random.nextInt(2);
        String folder = "folder:" + random.nextInt(2);
        String line = switch (random.nextInt(12)) {
            case 0, 1, 2 -> "'role.create','role':'" + role + "'";
            case 3 -> "'role.delete','role':'" + role + "'";
            case 4, 5 -> "'member.add','role':'" + role + "','member':'" + member + "'";
            case 6 -> "'member.remove','role':'" + role + "','member':'" + member + "'";
            case 7 -> "'object.put','object':'" + folder + "'";
            case 8 -> "'object.put','object':'" + doc + "','parent':'" + folder + "'";
            case 9 -> "'object.delete','object':'" + (random.nextBoolean() ? doc : folder) + "'";
            case 10 -> "'entry.add','object':'" + doc + "','effect':'allow','to':'" + member + "','rights':['sign']";
            default -> "'entry.remove','object':'" + doc + "','effect':'allow','to':'" + member + "','rights':['sign']";
        };
        return ("{'change':" + line + "}\n").replace('\'', '"');
    }

    private static List<String> decisions(AccessView view) {
        List<String> decisions = new ArrayList<>();
        for (int user = 0; user < 2; user++) {
            for (int doc = 0; doc < 2; doc++) {
                Decision decision =
                        view.check(Subject.user("u" + user), new Right("sign"), ObjectRef.of("doc", "" + doc), NOW);
                decisions.add(
                        decision instanceof Decision.Denied denied
                                ? denied.reason().toString()
                                : "allowed");
            }
        }
        IntStream.range(0, 3)
                .forEach(role -> decisions.add(
                        role + " " + view.roleCreated(new RoleId("r" + role)).isPresent()));
        return decisions;
    }

    @Test
    void importsWhenLinesAreGroupedThenAsIfEachWereMadeForItself() throws IOException {
        int stopped = 0;
        for (int seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            List<String> file =
                    new ArrayList<>(TYPES.lines().map(line -> line + "\n").toList());
            IntStream.range(0, 1 + random.nextInt(25)).forEach(_ -> file.add(line(random)));
            String text = String.join("", file);
            AccessEngine grouped = engine(new MemoryAccessLog());
            AccessEngine single = engine(new MemoryAccessLog());
            ImportEnd rehearsed = run(new Rehearsed(grouped.rehearse(ACME)), true, text, 1);
            assertThat(grouped.view(ACME).revision().workspace()).isZero();
            ImportEnd end = run(new Target(grouped), false, text, 1);
            ImportEnd expected = new ImportEnd(new Applied(0, 0, 0, ""), Optional.empty(), 0);
            for (int i = 0; i < file.size() && expected.stop().isEmpty(); i++) {
                ImportEnd one = run(new Target(single), false, "\n".repeat(i) + file.get(i), 1);
                expected = new ImportEnd(one.applied(), one.stop(), 0);
            }
            assertThat(end.stop()).as("seed %d%n%s", seed, text).isEqualTo(expected.stop());
            assertThat(decisions(grouped.view(ACME)))
                    .as("seed %d%n%s", seed, text)
                    .isEqualTo(decisions(single.view(ACME)));
            assertThat(rehearsed.stop()).as("seed %d%n%s", seed, text).isEqualTo(end.stop());
            if (end.stop().isEmpty()) {
                assertThat(rehearsed.applied().changes())
                        .isEqualTo(end.applied().changes());
                assertThat(end.applied().lines()).isEqualTo(file.size());
            } else {
                stopped++;
                assertThat(end.applied().lines()).isEqualTo(end.stop().get().line() - 1);
            }
        }
        assertThat(stopped).isBetween(500, 2_900);
    }

    @Test
    void importsWhenThereAreManyLinesThenRecordsOfAThousandChanges() throws IOException {
        String text = IntStream.range(0, 2_500)
                .mapToObj(i -> "{\"change\":\"role.create\",\"role\":\"m" + i + "\"}\n")
                .collect(Collectors.joining());
        ImportEnd end = run(new Target(engine), false, text, 1);
        assertThat(end.stop()).isEmpty();
        assertThat(end.applied()).isEqualTo(new Applied(2_500, 2_500, 3, "r3.0"));
        assertThat(run(new Target(engine), false, text, 1).applied()).isEqualTo(new Applied(2_500, 0, 0, "r3.0"));
    }

    /** A token dies, or its person is suspended, while an import goes on. */
    @Test
    void importsWhenTheCallerWouldNotBeLetInAnyMoreThenNoFurtherRecord() throws IOException {
        String text = IntStream.range(0, 2_500)
                .mapToObj(i -> "{\"change\":\"role.create\",\"role\":\"m" + i + "\"}\n")
                .collect(Collectors.joining());
        ImportBody body = new ImportBody(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), () -> 0);
        Admittance untilTheFirst =
                () -> engine.view(ACME).revision().workspace() == 0 ? Optional.empty() : Optional.of("invalid-token");
        ImportEnd end =
                run(new Target(engine), new ImportRun.Options(Subject.user("x"), untilTheFirst, false, 1), body);
        assertThat(end.applied()).isEqualTo(new Applied(1_000, 1_000, 1, "r1.0"));
        assertThat(end.stop()).hasValueSatisfying(stop -> {
            assertThat(stop.line()).isEqualTo(1_001);
            assertThat(stop.code()).isEqualTo("invalid-token");
        });
    }

    @Test
    void importsWhenLinesRepeatEachOtherThenInOneRecord() throws IOException {
        String text = "{\"change\":\"role.create\",\"role\":\"m\"}\n".repeat(5_000);
        assertThat(run(new Target(engine), false, text, 1).applied()).isEqualTo(new Applied(5_000, 1, 1, "r1.0"));
    }

    @Test
    void importsWhenTheBodyIsCutOffThenWhatStandsInTheLastRecordIsNotMade() throws IOException {
        String text = IntStream.range(0, 1_500)
                .mapToObj(i -> "{\"change\":\"role.create\",\"role\":\"c" + i + "\"}\n")
                .collect(Collectors.joining());
        InputStream whole = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        InputStream broken = new FilterInputStream(whole) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int read = super.read(target, offset, length);
                if (read < 0) {
                    throw new IOException("reset");
                }
                return read;
            }
        };
        ImportEnd end = run(new Target(engine), false, new ImportBody(broken, () -> 0), 1);
        assertThat(end.applied().lines()).isEqualTo(1_000);
        assertThat(end.stop()).hasValueSatisfying(stop -> {
            assertThat(stop.code()).isEqualTo("body-cut-off");
            assertThat(stop.line()).isEqualTo(1_001);
        });
        assertThat(run(new Target(engine), false, text, 1_001).applied().lines())
                .isEqualTo(500);
    }

    @Test
    void importsWhenTheLinesComeTooSlowlyThenThoseThatCameAreMade() throws IOException {
        String text = "{\"change\":\"role.create\",\"role\":\"slow\"}\n";
        long[] now = {0};
        InputStream slow = new InputStream() {
            private int at;

            @Override
            public int read() {
                now[0] += 500_000_000L;
                return text.repeat(10).charAt(at++);
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                target[offset] = (byte) read();
                return 1;
            }
        };
        ImportEnd end = run(new Target(engine), false, new ImportBody(slow, () -> now[0]), 1);
        assertThat(end.stop())
                .hasValueSatisfying(stop -> assertThat(stop.code()).isEqualTo("too-slow"));
        assertThat(end.stop())
                .hasValueSatisfying(stop -> assertThat(stop.line()).isEqualTo(2));
        assertThat(end.applied().lines()).isOne();
    }

    @Test
    void importsWhenManyLinesArePassedOverThenTheyAreNoLongWait() throws IOException {
        String text = "{\"change\":\"role.create\",\"role\":\"far\"}\n".repeat(3_000);
        long[] now = {0};
        InputStream steady = new FilterInputStream(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                now[0] += 6_000_000_000L;
                return super.read(target, offset, length);
            }
        };
        ImportEnd end = run(new Target(engine), false, new ImportBody(steady, () -> now[0]), 3_000);
        assertThat(end.stop()).isEmpty();
        assertThat(end.applied().lines()).isOne();
        assertThat(now[0]).isGreaterThan(ImportBody.LONGEST_WAIT.toNanos());
    }

    @Test
    void rehearsesWhenMoreLinesAreBadThanAreNamedThenEndsAtTheLimit() throws IOException {
        String text = "{\"change\":\"role.rename\"}\n".repeat(500);
        ImportEnd end = run(new Rehearsed(engine.rehearse(ACME)), true, text, 1);
        assertThat(end.refused()).isEqualTo(ImportRun.MOST_REFUSED);
        assertThat(end.stop())
                .hasValueSatisfying(stop -> assertThat(stop.line()).isOne());
    }
}
