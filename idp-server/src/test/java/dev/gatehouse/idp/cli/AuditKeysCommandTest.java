package dev.gatehouse.idp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.config.GatehouseServer;
import dev.gatehouse.idp.config.OfflineServer;
import dev.gatehouse.idp.config.Settings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The keys that sign the audit trail follow each other, and who trusts the first can verify what the last has signed. */
class AuditKeysCommandTest {

    private static final String CLIENT = "ops";
    private static final String SECRET = "a-secret-of-more-than-32-characters";

    @TempDir
    private Path folder;

    private Path data = Path.of("");
    private String out = "";
    private String err = "";

    @BeforeEach
    void startOnce() {
        data = folder.resolve("data");
        try (var _ = OfflineServer.open(Map.of("gatehouse.data", data.toString()))) {
            // Makes the first key.
        }
    }

    private int run(String... arguments) {
        var outText = new StringWriter();
        var errText = new StringWriter();
        CommandLine line =
                Gatehouse.commandLine().setOut(new PrintWriter(outText, true)).setErr(new PrintWriter(errText, true));
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", data.toString()));
        int status = line.execute(all.toArray(String[]::new));
        out = outText.toString();
        err = errText.toString();
        return status;
    }

    private List<String> query(String sql) throws SQLException {
        var found = new ArrayList<String>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("audit.db"));
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    private void update(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("audit.db"));
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isOne();
        }
    }

    @Test
    void verifiesWhenKeysWereRotatedThenTheTrustInTheFirstReachesTheLast() throws Exception {
        String trust = Files.readString(data.resolve("audit-trust"));

        assertThat(run("keys", "rotate", "--audit")).as(err).isZero();
        assertThat(out).contains("Audit key 2, ");
        assertThat(run("keys", "rotate", "--audit")).isZero();

        assertThat(run("audit", "verify")).as(out).isZero();
        assertThat(out).contains("INTACT", "(3 in all)", trust.strip());
        assertThat(Files.readString(data.resolve("audit-trust"))).isEqualTo(trust);
        assertThat(
                        query(
                                "SELECT DISTINCT substr(head, 1, instr(head, ':') - 1) FROM audit_records WHERE head IS NOT NULL"))
                .as("keys that have signed")
                .hasSize(3);
        assertThat(
                        query(
                                "SELECT action || ' ' || outcome FROM audit_records WHERE action LIKE 'audit-key%' ORDER BY time"))
                .containsExactly(
                        "audit-key.rotated intended",
                        "audit-key.rotated success",
                        "audit-key.rotated intended",
                        "audit-key.rotated success");
    }

    @Test
    void listsWhenKeysWereRotatedThenTheLastSigns() {
        run("keys", "rotate", "--audit");

        assertThat(run("keys", "list")).isZero();
        assertThat(out.lines().dropWhile(line -> !line.startsWith("AUDIT KEY")).skip(1))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("1 ").contains(" verifying "),
                        line -> assertThat(line).startsWith("2 ").contains(" signing "));
    }

    @Test
    void verifiesWhenTheEndorsementIsBrokenThenNotWhatTheNewKeySigned() throws Exception {
        run("keys", "rotate", "--audit");
        run("keys", "rotate", "--audit");
        update(
                "UPDATE audit_signing_keys SET endorsement = (SELECT endorsement FROM audit_signing_keys WHERE number = 3)"
                        + " WHERE number = 2");

        assertThat(run("audit", "verify")).isEqualTo(1);
        assertThat(out).contains("BAD-SIGNATURE", "is not endorsed by a trusted one", "is by no trusted key");
    }

    @Test
    void verifiesWhenAKeyNamesAnEndorserThatDidNotSignItThenFound() throws Exception {
        run("keys", "rotate", "--audit");
        run("keys", "rotate", "--audit");
        update("UPDATE audit_signing_keys SET endorsedBy = (SELECT _id FROM audit_signing_keys WHERE number = 1)"
                + " WHERE number = 3");

        assertThat(run("audit", "verify")).isEqualTo(1);
    }

    @Test
    void rotatesWhenAServerRunsThenItSignsWithTheNewKeyFromThenOn() throws Exception {
        Map<String, String> settings = Map.of(
                "gatehouse.data",
                data.toString(),
                "gatehouse.port",
                "0",
                "gatehouse.management.port",
                "0",
                "gatehouse.bootstrap.client-id",
                CLIENT,
                "gatehouse.bootstrap.client-secret",
                SECRET);
        try (var server = GatehouseServer.start(settings)) {
            String issuer = server.getBean(Settings.class).server().issuer().toString();
            int status = run(
                    "keys",
                    "rotate",
                    "--audit",
                    "-Dgatehouse.issuer=" + issuer,
                    "-Dgatehouse.bootstrap.client-id=" + CLIENT,
                    "-Dgatehouse.bootstrap.client-secret=" + SECRET);
            assertThat(status).as(err).isZero();
            assertThat(out).contains("Audit key 2, ");
            assertThat(run("audit", "verify")).as("while it runs: " + out).isZero();
        }
        String second =
                query("SELECT _id FROM audit_signing_keys WHERE number = 2").getFirst();
        assertThat(query("SELECT head FROM audit_records WHERE record LIKE '%\"closes\":true%' AND head IS NOT NULL"
                        + " AND chain LIKE 'local/%'"))
                .isNotEmpty()
                .allSatisfy(head -> assertThat(head).startsWith(second + ":"));
        assertThat(run("audit", "verify")).isZero();
        assertThat(query("SELECT actor FROM audit_records WHERE action = 'audit-key.rotated'"))
                .containsOnly(CLIENT);
    }

    @Test
    void refusesWhenOptionsContradictThenNothingIsDone() throws Exception {
        assertThat(run("keys", "rotate", "--audit", "--master")).isEqualTo(2);
        assertThat(run("keys", "rotate", "--audit", "--algorithm", "ES256")).isEqualTo(2);
        assertThat(query("SELECT _id FROM audit_signing_keys")).hasSize(1);
    }
}
