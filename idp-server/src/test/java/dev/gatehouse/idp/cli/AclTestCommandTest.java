package dev.gatehouse.idp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code ./gatehouse acl test} says what differs, and what it could not run. */
class AclTestCommandTest {

    private static final String MODEL = """
            about: Staff read.
            types:
              doc: {}
            roles:
              staff: [user:ann]
            objects:
              doc:plan: {}
            entries:
              - {on: doc:plan, allow: role:staff, rights: read}
            expect:
              - {who: user:ann, on: doc:plan, may: read, not: update}
            """;

    @TempDir
    private Path folder;

    private String out = "";
    private String err = "";

    private int run(Path... paths) {
        var outText = new StringWriter();
        var errText = new StringWriter();
        CommandLine line =
                Gatehouse.commandLine().setOut(new PrintWriter(outText, true)).setErr(new PrintWriter(errText, true));
        var arguments = new ArrayList<>(List.of("acl", "test"));
        Stream.of(paths).map(Path::toString).forEach(arguments::add);
        int status = line.execute(arguments.toArray(String[]::new));
        out = outText.toString();
        err = errText.toString();
        return status;
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void testsWhenTheEngineAnswersAsTheFileSaysThenZeroAndASummary() throws IOException {
        assertThat(run(write("staff.yaml", MODEL))).isZero();
        assertThat(err).isEmpty();
        assertThat(out)
                .isEqualTo("1 files: 1 decisions wanted allowed, 1 denied, 0 lists; 20 questions compared;"
                        + " 0 differences, 0 files not run" + System.lineSeparator());
    }

    @Test
    void testsWhenAnExpectationIsWrongThenOneAndWhatWasWantedAndGot() throws IOException {
        Path wrong = write("wrong.yaml", MODEL + "  - {who: user:bob, on: doc:plan, may: read}\n");
        assertThat(run(wrong)).isEqualTo(1);
        assertThat(out.lines())
                .contains(wrong + ": expect[1]: user:bob read doc:plan, by check: wanted allowed, got denied")
                .last()
                .asString()
                .endsWith(" differences, 0 files not run")
                .doesNotContain(" 0 differences");
    }

    @Test
    void testsWhenAFileCannotBeRunThenTwoAndItsNameThePathAndWhatIsWrong() throws IOException {
        Path key = write("key.yaml", MODEL + "owner: user:ann\n");
        Path role = write("role.yaml", MODEL.replace("[user:ann]", "[role:board]"));
        Path syntax = write("syntax.yaml", "about: [");
        Path twice = write("twice.yaml", MODEL + "about: Again.\n");
        Path bytes = Files.write(folder.resolve("bytes.yaml"), new byte[] {(byte) 0xC3, '('});
        Path missing = folder.resolve("missing.yaml");
        assertThat(run(key, role, syntax, twice, bytes, missing, write("good.yaml", MODEL)))
                .isEqualTo(2);
        assertThat(err)
                .contains(key + ": owner: unknown key; known here are about, ")
                .contains(role + ": roles.staff[0]: There is no role:board")
                .contains(syntax + ": while parsing a flow node")
                .contains("line 1, column 9")
                .contains(twice + ": while constructing a mapping")
                .contains(bytes + ": this is not UTF-8")
                .contains(missing + ": there is no such file");
        assertThat(out).startsWith("7 files: ").contains(" 6 files not run");
    }

    @Test
    void testsWhenAFolderIsGivenThenEveryFileInItAndAnEmptyOneIsNoSuccess() throws IOException {
        Files.createDirectories(folder.resolve("deep"));
        write("a.yaml", MODEL);
        write("deep/b.yml", MODEL);
        write("deep/notes.txt", "no model");
        assertThat(run(folder)).isZero();
        assertThat(out).startsWith("2 files: ");

        Path empty = Files.createDirectories(folder.resolve("empty"));
        assertThat(run(empty)).isEqualTo(2);
        assertThat(err).contains(empty + ": there is no .yaml file in this folder");
    }

    @Test
    void testsWhenTheEnginesOwnFilesAreGivenThenAllAsTheySay() {
        assertThat(run(Path.of("../acl-engine/src/test/models"))).as(out + err).isZero();
    }

    @Test
    void testsWhenNothingIsGivenThenSaysWhatIsMissing() {
        assertThat(run()).isEqualTo(2);
        assertThat(err).contains("FILE");
    }
}
