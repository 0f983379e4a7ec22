package dev.gatehouse.idp.access.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.acl.Decision;
import dev.gatehouse.acl.ImpliedObjects;
import dev.gatehouse.acl.ImpliedObjects.ImpliedType;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.ObjectType;
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
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Imports against making each line for itself. */
class ImportRunTest {

    private static final WorkspaceId ACME = new WorkspaceId("acme");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final String TYPES = """
            {"change":"object-type.define","type":"folder","rights":[],"parents":["folder"]}
            {"change":"object-type.define","type":"doc","rights":["sign"],"parents":["folder"]}
            """;

    private static final ImpliedObjects IMPLIED = ImpliedObjects.of(List.of(
            new ImpliedType(ObjectType.of("roles", List.of(), List.of()), "all", null),
            new ImpliedType(ObjectType.of("role", List.of(), List.of()), null, ObjectRef.of("roles", "all")),
            new ImpliedType(ObjectType.of("clients", List.of(), List.of()), "all", null),
            new ImpliedType(ObjectType.of("client", List.of(), List.of()), null, ObjectRef.of("clients", "all"))));

    private final AccessEngine engine = engine(new MemoryAccessLog());

    private static AccessEngine engine(MemoryAccessLog log) {
        return new AccessEngine(log, IMPLIED, new Cursors(new byte[32]), CLOCK);
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
        return run(target, options, body, new ByteArrayOutputStream());
    }

    private static ImportEnd run(
            ImportTarget target, ImportRun.Options options, ImportBody body, ByteArrayOutputStream answered)
            throws IOException {
        NdjsonLines lines = new NdjsonLines(new Utf8Text(body));
        var answer = new ImportAnswer(answered, () -> 0);
        return new ImportRun(lines, target, options, answer, body, CLOCK).run();
    }

    /** What a dry run says of each line that it would not apply. */
    private static List<String> named(ImportTarget target, String text) throws IOException {
        var answered = new ByteArrayOutputStream();
        ImportBody body = new ImportBody(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), () -> 0);
        run(target, new ImportRun.Options(Subject.user("x"), Optional::empty, true, 1), body, answered);
        return answered.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("{\"refused\""))
                .toList();
    }

    /** The same, when each line comes alone. */
    private static List<String> namedOneByOne(ImportTarget target, List<String> file) throws IOException {
        List<String> named = new ArrayList<>();
        for (int i = 0; i < file.size(); i++) {
            named.addAll(named(target, "\n".repeat(i) + file.get(i)));
        }
        return named;
    }

    private static ImportEnd oneByOne(AccessEngine engine, List<String> file) throws IOException {
        ImportEnd end = new ImportEnd(new Applied(0, 0, 0, ""), Optional.empty(), 0);
        for (int i = 0; i < file.size() && end.stop().isEmpty(); i++) {
            end = run(new Target(engine), false, "\n".repeat(i) + file.get(i), 1);
        }
        return end;
    }

    /** Often what stands in the file already: what is said again is what a record may leave out. */
    private static String next(List<String> file, Random random) {
        return random.nextInt(3) == 0 ? file.get(random.nextInt(file.size())) : line(random);
    }

    private static String line(Random random) {
        String role = "r" + random.nextInt(3);
        String member = random.nextBoolean() ? "user:u" + random.nextInt(2) : "role:r" + random.nextInt(3);
        String doc = "doc:" + random.nextInt(2);
        String folder = "folder:" + random.nextInt(2);
        String implied =
                List.of("roles:all", "role:r0", "clients:all", "client:c").get(random.nextInt(4));
        String effect = random.nextInt(3) == 0 ? "deny" : "allow";
        String line = switch (random.nextInt(16)) {
            case 0, 1, 2 -> "'role.create','role':'" + role + "'";
            case 3 -> "'role.delete','role':'" + role + "'";
            case 4, 5 -> "'member.add','role':'" + role + "','member':'" + member + "'";
            case 6 -> "'member.remove','role':'" + role + "','member':'" + member + "'";
            case 7 -> "'object.put','object':'" + folder + "'";
            case 8 -> "'object.put','object':'" + doc + "','parent':'" + folder + "'";
            case 9 -> "'object.delete','object':'" + (random.nextBoolean() ? doc : folder) + "'";
            case 10 -> "'entry.add','object':'" + doc + "','effect':'allow','to':'" + member + "','rights':['sign']";
            case 11, 12 -> entry("add", implied, effect, random.nextInt(2));
            case 13 -> entry("remove", implied, effect, random.nextInt(2));
            case 14 -> "'object.delete','object':'" + implied + "'";
            default -> "'entry.remove','object':'" + doc + "','effect':'allow','to':'" + member + "','rights':['sign']";
        };
        return ("{'change':" + line + "}\n").replace('\'', '"');
    }

    private static String entry(String verb, String object, String effect, int user) {
        return "'entry." + verb + "','object':'" + object + "','effect':'" + effect + "','to':'user:u" + user
                + "','rights':['share']";
    }

    private static String share(AccessView view, String user, String object) {
        Decision decision = view.check(Subject.user(user), Right.SHARE, ObjectRef.parse(object), NOW);
        return decision instanceof Decision.Denied denied ? denied.reason().toString() : "allowed";
    }

    private static List<String> decisions(AccessView view) {
        List<String> decisions = new ArrayList<>();
        for (String object : List.of("roles:all", "role:r0", "clients:all", "client:c")) {
            for (int user = 0; user < 2; user++) {
                decisions.add(object + " " + share(view, "u" + user, object));
            }
        }
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
            IntStream.range(0, 1 + random.nextInt(25)).forEach(_ -> file.add(next(file, random)));
            String text = String.join("", file);
            AccessEngine grouped = engine(new MemoryAccessLog());
            AccessEngine single = engine(new MemoryAccessLog());
            ImportEnd rehearsed = run(new Rehearsed(grouped.rehearse(ACME)), true, text, 1);
            assertThat(grouped.view(ACME).revision().workspace()).isZero();
            ImportEnd end = run(new Target(grouped), false, text, 1);
            ImportEnd expected = oneByOne(single, file);
            AccessEngine dry = engine(new MemoryAccessLog());
            assertThat(named(new Rehearsed(dry.rehearse(ACME)), text))
                    .as("seed %d%n%s", seed, text)
                    .isEqualTo(namedOneByOne(new Rehearsed(dry.rehearse(ACME)), file));
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

    /** What a deletion between them undid, the later of two equal lines does again, or cannot do any more. */
    @ParameterizedTest
    @ValueSource(strings = {"""
                {"change":"object.delete","object":"role:a"}
                {"change":"entry.add","object":"role:a","effect":"allow","to":"user:mallory","rights":["*"]}
                {"change":"object.delete","object":"role:a"}
                """, """
                {"change":"entry.add","object":"role:a","effect":"deny","to":"user:m","rights":["share"]}
                {"change":"object.delete","object":"role:a"}
                {"change":"entry.add","object":"role:a","effect":"deny","to":"user:m","rights":["share"]}
                """, """
                {"change":"member.add","role":"r","member":"user:x"}
                {"change":"role.delete","role":"r"}
                {"change":"member.add","role":"r","member":"user:x"}
                """, """
                {"change":"entry.add","object":"doc:1","effect":"allow","to":"user:x","rights":["read"]}
                {"change":"object.delete","object":"doc:1"}
                {"change":"entry.add","object":"doc:1","effect":"allow","to":"user:x","rights":["read"]}
                """, """
                {"change":"object.delete","object":"clients:all"}
                {"change":"entry.add","object":"client:c","effect":"allow","to":"user:x","rights":["read"]}
                {"change":"object.delete","object":"clients:all"}
                """, """
                {"change":"entry.remove","object":"note:1","effect":"allow","to":"user:x","rights":["pin"]}
                {"change":"object-type.define","type":"note","rights":[],"parents":[]}
                {"change":"entry.remove","object":"note:1","effect":"allow","to":"user:x","rights":["pin"]}
                """})
    void importsWhenALineIsSaidAgainBehindADeletionThenItIsMadeAgain(String text) throws IOException {
        String there = TYPES + """
                {"change":"object-type.define","type":"note","rights":["pin"],"parents":[]}
                {"change":"role.create","role":"r"}
                {"change":"object.put","object":"doc:1"}
                {"change":"object.put","object":"note:1"}
                """;
        AccessEngine single = engine(new MemoryAccessLog());
        for (AccessEngine each : List.of(engine, single)) {
            assertThat(run(new Target(each), false, there, 1).stop()).isEmpty();
        }
        ImportEnd expected =
                oneByOne(single, text.lines().map(line -> line + "\n").toList());
        ImportEnd end = run(new Target(engine), false, text, 1);
        assertThat(end.stop()).isEqualTo(expected.stop());
        for (String user : List.of("mallory", "m")) {
            assertThat(share(engine.view(ACME), user, "role:a")).isEqualTo(share(single.view(ACME), user, "role:a"));
        }
    }

    @Test
    void rehearsesWhenEqualLinesAreRefusedThenEachIsNamed() throws IOException {
        String text = TYPES + """
                {"change":"object.put","object":"folder:a"}
                {"change":"object.put","object":"doc:1","parent":"folder:a"}
                {"change":"object.delete","object":"folder:a"}
                {"change":"object.delete","object":"folder:a"}
                """;
        assertThat(named(new Rehearsed(engine.rehearse(ACME)), text))
                .satisfiesExactly(
                        first -> assertThat(first).contains("\"line\":5,\"code\":\"object-has-children\""),
                        second -> assertThat(second).contains("\"line\":6,\"code\":\"object-has-children\""));
    }

    @Test
    void rehearsesWhenItIsDoneThenAnswersTheRevisionThatItBeganAt() throws IOException {
        run(new Target(engine), false, TYPES, 1);
        ImportEnd end =
                run(new Rehearsed(engine.rehearse(ACME)), true, "{\"change\":\"role.create\",\"role\":\"r\"}\n", 1);
        assertThat(end.applied()).isEqualTo(new Applied(1, 1, 1, "r1.0"));
    }

    /** What a record holds goes into one record of the trail as well. */
    @Test
    void importsWhenLinesAreLongThenARecordHoldsNoMoreThanABodyOfChanges() throws IOException {
        String text = IntStream.range(0, 40)
                .mapToObj(i -> "{\"change\":\"role.create\"," + " ".repeat(60 * 1024) + "\"role\":\"b" + i + "\"}\n")
                .collect(Collectors.joining());
        assertThat(run(new Target(engine), false, text, 1).applied()).isEqualTo(new Applied(40, 40, 3, "r3.0"));
        String again = ("{\"change\":\"role.create\"," + " ".repeat(60 * 1024) + "\"role\":\"c\"}\n").repeat(40);
        assertThat(run(new Target(engine), false, again, 1).applied()).isEqualTo(new Applied(40, 1, 1, "r4.0"));
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
                .hasValueSatisfying(stop -> assertThat(stop.line()).isEqualTo(4));
        assertThat(end.applied().lines()).isEqualTo(3);
    }

    /** A clock that goes on by so many seconds with each look at it. */
    private static Clock ticking(long seconds) {
        Instant[] now = {NOW};
        return new Clock() {
            @Override
            public Instant instant() {
                now[0] = now[0].plusSeconds(seconds);
                return now[0];
            }

            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
    }

    private ImportEnd passOver(InputStream source, LongSupplier nanoTime, Clock clock, Admittance admittance)
            throws IOException {
        ImportBody body = new ImportBody(source, nanoTime);
        var answer = new ImportAnswer(new ByteArrayOutputStream(), () -> 0);
        var options = new ImportRun.Options(Subject.user("x"), admittance, false, 999_999_999_999L);
        return new ImportRun(new NdjsonLines(new Utf8Text(body)), new Target(engine), options, answer, body, clock)
                .run();
    }

    /** 300 lines each 5 s, and none of them ever counts. */
    @Test
    void importsWhenThereIsARecordThenTheNextIsWaitedForLessLong() throws IOException {
        String text = IntStream.range(0, 1_001)
                .mapToObj(i -> "{\"change\":\"role.create\",\"role\":\"m" + i + "\"}\n")
                .collect(Collectors.joining());
        long[] now = {0};
        InputStream slowEnd = new SequenceInputStream(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), new InputStream() {
                    @Override
                    public int read() {
                        now[0] += 500_000_000L;
                        return ' ';
                    }

                    @Override
                    public int read(byte[] target, int offset, int length) {
                        target[offset] = (byte) read();
                        return 1;
                    }
                });
        ImportEnd end = run(new Target(engine), false, new ImportBody(slowEnd, () -> now[0]), 1);
        assertThat(end.stop())
                .hasValueSatisfying(stop -> assertThat(stop.code()).isEqualTo("too-slow"));
        assertThat(end.applied().lines()).isEqualTo(1_001);
        assertThat(Duration.ofNanos(now[0])).isBetween(ImportBody.LONGEST_WAIT, Duration.ofSeconds(31));
    }

    @Test
    void importsWhenLinesArePassedOverSlowlyThenEndsInAMinute() throws IOException {
        long[] now = {0};
        InputStream trickle = new InputStream() {
            @Override
            public int read() {
                return '{';
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                now[0] += 5_000_000_000L;
                if (now[0] > Duration.ofHours(1).toNanos()) {
                    return -1;
                }
                byte[] lines = "{}\n".repeat(300).getBytes(StandardCharsets.UTF_8);
                System.arraycopy(lines, 0, target, offset, lines.length);
                return lines.length;
            }
        };
        ImportEnd end = passOver(trickle, () -> now[0], CLOCK, Optional::empty);
        assertThat(end.stop())
                .hasValueSatisfying(stop -> assertThat(stop.code()).isEqualTo("too-slow"));
        assertThat(Duration.ofNanos(now[0])).isLessThanOrEqualTo(Duration.ofSeconds(70));
    }

    @Test
    void importsWhenLinesArePassedOverAndTheCallerIsNotLetInAnyMoreThenEnds() throws IOException {
        InputStream source = new ByteArrayInputStream("{}\n".repeat(5_000).getBytes(StandardCharsets.UTF_8));
        ImportEnd end = passOver(source, () -> 0, CLOCK, () -> Optional.of("invalid-token"));
        assertThat(end.stop()).hasValueSatisfying(stop -> {
            assertThat(stop.code()).isEqualTo("invalid-token");
            assertThat(stop.line()).isEqualTo(1_000);
        });
        InputStream slow = new ByteArrayInputStream("{}\n".repeat(5_000).getBytes(StandardCharsets.UTF_8));
        assertThat(passOver(slow, () -> 0, ticking(1), () -> Optional.of("invalid-token"))
                        .stop())
                .hasValueSatisfying(stop -> assertThat(stop.line()).isLessThan(10));
    }

    @Test
    void importsWhenLinesArePassedOverForAnHourThenEnds() throws IOException {
        InputStream source = new ByteArrayInputStream("{}\n".repeat(5_000).getBytes(StandardCharsets.UTF_8));
        assertThat(passOver(source, () -> 0, ticking(1), Optional::empty).stop())
                .hasValueSatisfying(stop -> assertThat(stop.code()).isEqualTo("import-too-long"));
    }

    @Test
    void importsWhenManyLinesArePassedOverThenTheyAreNoLongWait() throws IOException {
        String text = "{\"change\":\"role.create\",\"role\":\"far\"}\n".repeat(3_000);
        long[] now = {0};
        InputStream steady = new FilterInputStream(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                now[0] += 4_000_000_000L;
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
