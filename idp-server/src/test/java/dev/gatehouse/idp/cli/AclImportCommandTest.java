package dev.gatehouse.idp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.TestServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code ./gatehouse acl import} against a running server. */
class AclImportCommandTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded();

    @TempDir
    private Path folder;

    private String out = "";
    private String err = "";

    private int run(String... arguments) {
        return runAt(SERVER.issuer(), arguments);
    }

    private int runAt(String issuer, String... arguments) {
        var outText = new StringWriter();
        var errText = new StringWriter();
        CommandLine line =
                Gatehouse.commandLine().setOut(new PrintWriter(outText, true)).setErr(new PrintWriter(errText, true));
        var all = new ArrayList<>(List.of(
                "acl",
                "import",
                "-Dgatehouse.issuer=" + issuer,
                "-Dgatehouse.bootstrap.client-id=" + TestServer.BOOTSTRAP_ID,
                "-Dgatehouse.bootstrap.client-secret=" + TestServer.BOOTSTRAP_SECRET));
        all.addAll(List.of(arguments));
        int status = line.execute(all.toArray(String[]::new));
        out = outText.toString();
        err = errText.toString();
        return status;
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void importsWhenAllIsWellThenZeroAndASummary() throws IOException {
        String file = write("roles.csv", "role,member\nops,user:alice\nops,user:bob\n");
        assertThat(run("--dry-run", file)).as(err).isZero();
        assertThat(out).isEqualTo("2 lines could be made: 3 changes in 1 records\n");
        assertThat(run(file)).as(err).isZero();
        assertThat(out).isEqualTo("2 lines hold: 3 changes in 1 records\n");
        assertThat(run(file)).isZero();
        assertThat(out).isEqualTo("2 lines hold: 0 changes in 0 records\n");
    }

    @Test
    void importsWhenALineCannotBeMadeThenOneTheLineAndHowToGoOn() throws IOException {
        String file = write("some roles.jsonl", """
                {"change":"role.create","role":"made"}
                {"change":"member.add","role":"made","member":"role:later"}
                """);
        assertThat(run("--workspace", "acme", file)).isOne();
        assertThat(err)
                .contains("line 2: unknown-role: There is no role:later.")
                .contains("./gatehouse acl import '" + file + "' --workspace acme")
                .contains(" --from 2")
                .doesNotContain(TestServer.BOOTSTRAP_SECRET);
        assertThat(run("--workspace", "acme", write("later.csv", "role,member\nlater,\n")))
                .isZero();
        assertThat(run("--workspace", "acme", "--from", "2", file)).isZero();
        assertThat(out).startsWith("1 lines hold: 1 changes");
    }

    @Test
    void rehearsesWhenLinesAreBadThenEachIsNamed() throws IOException {
        String file = write("bad.txt", "role,member\nr,alice\nr,role:none\n");
        assertThat(run("--dry-run", "--format", "csv", file)).isOne();
        assertThat(err).contains("line 2: invalid-members").contains("#/member").contains("line 3: unknown-role");
    }

    @Test
    void importsWhenItCannotBeginThenOneAndWhy() throws IOException {
        assertThat(run(write("odd.csv", "name\nx\n"))).isOne();
        assertThat(err).contains("answered 400").contains("invalid-header");
        assertThat(run(folder.resolve("missing.csv").toString())).isOne();
        assertThat(err).contains("there is no such file");
        assertThat(run(write("roles.txt", ""))).isEqualTo(2);
        assertThat(err).contains("--format");
        int free;
        try (var socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        assertThat(runAt("http://localhost:" + free, write("roles.csv", "role,member\n")))
                .isOne();
        assertThat(err).contains("No server answers");
    }
}
