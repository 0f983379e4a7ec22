package dev.gatehouse.idp.access.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.acl.change.Change;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinesTest {

    private static final String ENTRIES = "object,effect,to,rights\n";

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Lines begun(Function<Utf8Text, Lines> format, InputStream source) throws IOException {
        Lines lines = format.apply(new Utf8Text(source));
        lines.begin();
        return lines;
    }

    /** Each line as its number and what it says; the last as why there is no other. */
    private static List<String> all(Function<Utf8Text, Lines> format, InputStream source) throws IOException {
        List<String> all = new ArrayList<>();
        Lines lines = format.apply(new Utf8Text(source));
        try {
            lines.begin();
            for (Line line = lines.next(); line != null; line = lines.next()) {
                all.add(
                        switch (line) {
                            case Line.Read read ->
                                read.number() + " "
                                        + read.changes().stream()
                                                .map(Change::word)
                                                .toList();
                            case Line.Bad bad ->
                                bad.number() + " " + bad.refusal().code();
                        });
            }
        } catch (ReadingStopped stopped) {
            all.add(lines.at() + " " + stopped.code());
        }
        return all;
    }

    private static List<String> csv(String text) throws IOException {
        return all(CsvLines::new, bytes(text));
    }

    @Nested
    class Length {

        /** As many lines as are asked for, and how many of its bytes were taken. */
        private static final class Endless extends InputStream {
            private final byte[] line;
            private final long lines;
            private long taken;

            private Endless(String line, long lines) {
                this.line = line.getBytes(StandardCharsets.UTF_8);
                this.lines = lines;
            }

            @Override
            public int read() {
                return taken == line.length * lines ? -1 : line[(int) (taken++ % line.length)];
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                int read = 0;
                for (int next = read < length ? read() : -1; next >= 0; next = read < length ? read() : -1) {
                    target[offset + read] = (byte) next;
                    read++;
                }
                return read == 0 ? -1 : read;
            }
        }

        @Test
        void readsWhenThereAreAMillionLinesThenNoFurtherThanNeeded() throws IOException {
            String row = "doc:1,allow,user:someone,read\n";
            for (Function<Utf8Text, Lines> format :
                    List.<Function<Utf8Text, Lines>>of(text -> new CsvLines(text), NdjsonLines::new, JsonLines::new)) {
                boolean isCsv = format.apply(new Utf8Text(bytes(""))) instanceof CsvLines;
                boolean isJson = format.apply(new Utf8Text(bytes(""))) instanceof JsonLines;
                String line = isCsv ? row : "{\"change\":\"role.create\",\"role\":\"r\"}" + (isJson ? ",\n" : "\n");
                Endless source = new Endless(line, 1_000_000);
                Lines lines = begun(
                        format, new java.io.SequenceInputStream(bytes(isCsv ? ENTRIES : isJson ? "[" : ""), source));
                for (long read = 1; read <= (isCsv ? 1_000_000 : 100_000); read++) {
                    assertThat(lines.next()).isInstanceOf(Line.Read.class);
                    if (read % 1_000 == 0) {
                        assertThat(source.taken - read * source.line.length).isLessThan(40 * 1024);
                    }
                }
            }
        }

        @Test
        void readsWhenALineIsAsLongAsItMayBeThenReadAndOneByteMoreIsNamed() throws IOException {
            String fits = "{\"change\":\"role.create\",\"role\":\"r\"}";
            String padded = fits + " ".repeat(Utf8Text.LINE_LIMIT - fits.length() - 1);
            assertThat(all(NdjsonLines::new, bytes(fits + "\n" + padded + "\n" + fits)))
                    .containsExactly("1 [role.create]", "2 [role.create]", "3 [role.create]");
            assertThat(all(NdjsonLines::new, bytes(fits + "\n" + padded + " \n" + fits)))
                    .containsExactly("1 [role.create]", "2 line-too-long");
            assertThat(csv("role,member\nops,\n\"" + "x\n".repeat(40_000) + "\",\nops,\n"))
                    .containsExactly("2 []", "3 line-too-long");
            assertThat(all(JsonLines::new, bytes("[" + fits + ",{\"change\":\"" + "x".repeat(100_000) + "\"}]")))
                    .containsExactly("1 [role.create]", "2 line-too-long");
        }
    }

    @Nested
    class Text {

        @ParameterizedTest
        @ValueSource(strings = {"\n", "\r\n", "\r"})
        void readsCsvWhenQuotedThenLinesAreThoseOfTheFile(String end) throws IOException {
            String text = String.join(
                    end,
                    "\uFEFF" + "role,member",
                    "ops,user:a",
                    "",
                    "\"o\"\"ps" + end + "\",user:b",
                    "\"dev\",\"user:c,d\"",
                    "dev");
            assertThat(csv(text))
                    .containsExactly(
                            "2 [member.add]", "4 invalid-members", "6 [member.add]", "7 wrong-number-of-columns");
            assertThat(csv(text + ",user:e" + end)).endsWith("7 [member.add]");
        }

        @Test
        void readsWhenAByteIsNoUtf8ThenTheLineThatItIsOnIsNamed() throws IOException {
            for (String bad : List.of("\u00ff", "\u00c3", "\u00c0\u00af", "\u00ed\u00a0\u0080", "\u00f0\u009f")) {
                byte[] text = ("role,member\nops,user:\u00c3\u00a9\nops,user:x" + bad + "\nops,user:z\n")
                        .getBytes(StandardCharsets.ISO_8859_1);
                assertThat(all(CsvLines::new, new ByteArrayInputStream(text)))
                        .containsExactly("2 [member.add]", "3 malformed-utf-8");
                byte[] last = ("role,member\nops,user:x" + bad).getBytes(StandardCharsets.ISO_8859_1);
                assertThat(all(CsvLines::new, new ByteArrayInputStream(last))).containsExactly("2 malformed-utf-8");
            }
        }

        @Test
        void readsWhenBytesComeOneByOneThenTheSame() throws IOException {
            InputStream whole = bytes("\uFEFFrole,member\nops,user:é€😀\n\"a\n€\",\n");
            InputStream slow = new InputStream() {
                @Override
                public int read() throws IOException {
                    return whole.read();
                }

                @Override
                public int read(byte[] target, int offset, int length) throws IOException {
                    return whole.read(target, offset, Math.min(length, 1));
                }
            };
            assertThat(all(CsvLines::new, slow)).containsExactly("2 [member.add]", "3 invalid-members");
        }

        @Test
        void readsCsvWhenAQuoteIsLeftOpenOrEndsEarlyThenTheLineIsNamed() throws IOException {
            assertThat(csv("role,member\nops,user:a\n\"ops\"x,user:b\nops,user:c\n"))
                    .containsExactly("2 [member.add]", "3 malformed-csv");
            assertThat(csv("role,member\rops,user:a\r\r\"o\rps\",user:b\r\"ops\"x,user:b\rops,user:c\r"))
                    .containsExactly("2 [member.add]", "4 invalid-members", "6 malformed-csv");
        }
    }

    @Nested
    class Kinds {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "\n\n",
                    "name,member",
                    "role",
                    "role,member,group",
                    "role,member,role",
                    "object,effect,to",
                    "object,effect,to,rights,parent",
                    "object",
                    "object,inherit",
                    "Role,Member",
                    "role;member"
                })
        void readsCsvWhenTheHeaderIsNoneThenRefused(String header) {
            assertThatThrownBy(() -> begun(CsvLines::new, bytes(header + "\nx,y\n")))
                    .isInstanceOfSatisfying(
                            ReadingStopped.class,
                            stopped -> assertThat(stopped.code()).isEqualTo("invalid-header"));
        }

        @Test
        void readsCsvWhenColumnsStandInAnotherOrderThenBelongToTheirNames() throws IOException {
            assertThat(csv("""
                            rights,to,object,effect,expiresAt
                            read|update share,user:a,doc:1,deny,2999-01-01T00:00:00Z
                            *,user:a,doc:1,deny,
                            ,user:a,doc:1,deny,
                            read,user:a,doc:1,maybe,
                            """))
                    .containsExactly("2 [entry.add]", "3 [entry.add]", "4 invalid-members", "5 invalid-members");
            assertThat(csv("inherit,object,parent\nfalse,doc:1,\n,doc:1,doc:2\nno,doc:1,doc:2\n"))
                    .containsExactly("2 [object.put]", "3 [object.put]", "4 not-a-choice");
        }

        @Test
        void readsJsonWhenAnArrayOrInAnObjectThenItemByItem() throws IOException {
            String item = "{\"change\":\"role.create\",\"role\":\"r\"}";
            assertThat(all(JsonLines::new, bytes("[]"))).isEmpty();
            assertThat(all(JsonLines::new, bytes("[" + item + ", 7 ,{}]")))
                    .containsExactly("1 [role.create]", "2 malformed-json", "3 invalid-members");
            assertThat(all(JsonLines::new, bytes(" {\"changes\":[" + item + "]} ")))
                    .containsExactly("1 [role.create]");
            assertThat(all(JsonLines::new, bytes("[" + item + ",{]"))).endsWith("2 malformed-json");
            assertThat(all(JsonLines::new, bytes("[" + item))).endsWith("2 malformed-json");
            assertThat(all(JsonLines::new, bytes("[" + item + "] x"))).endsWith("2 malformed-json");
            assertThat(all(JsonLines::new, bytes("[{\"change\":\"role.create\",\"role\":\"r\",\"role\":\"s\"}]")))
                    .containsExactly("1 malformed-json");
            for (String other : List.of("", "{}", "7", "{\"workspace\":\"a\",\"changes\":[]}", item)) {
                assertThat(all(JsonLines::new, bytes(other))).containsExactly("0 malformed-json");
            }
        }

        @Test
        void readsNdjsonWhenALineIsNoChangeThenThoseBehindItAreRead() throws IOException {
            String item = "{\"change\":\"role.create\",\"role\":\"r\"}";
            assertThat(all(NdjsonLines::new, bytes(item + "\n\n{\n[]\n" + item + item + "\n" + item)))
                    .containsExactly(
                            "1 [role.create]",
                            "3 malformed-json",
                            "4 malformed-json",
                            "5 malformed-json",
                            "6 [role.create]");
        }
    }
}
