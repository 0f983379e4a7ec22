package dev.gatehouse.idp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.config.OfflineServer;
import dev.gatehouse.idp.secrets.FoundMasterKey;
import dev.gatehouse.idp.storage.DataDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class KeysCommandTest {

    private static final String KEY_BY_SETTING = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    @TempDir
    private Path folder = Path.of("");

    private Path data = folder;
    private String out = "";
    private String err = "";

    @BeforeEach
    void chooseFolder() {
        data = folder.resolve("data");
    }

    private int run(String... arguments) {
        var outText = new StringWriter();
        var errText = new StringWriter();
        CommandLine line =
                Gatehouse.commandLine().setOut(new PrintWriter(outText, true)).setErr(new PrintWriter(errText, true));
        int status = line.execute(Stream.concat(Arrays.stream(arguments), Stream.of("--data", data.toString()))
                .toArray(String[]::new));
        out = outText.toString();
        err = errText.toString();
        return status;
    }

    /** The check value of the master key with which a server starts on the folder, creating what is missing. */
    private String start(Map<String, String> settings) {
        var all = new java.util.TreeMap<>(settings);
        all.put("gatehouse.data", data.toString());
        try (var server = OfflineServer.open(all)) {
            server.getBean(dev.gatehouse.idp.keys.SigningKeyring.class).published();
            return server.getBean(FoundMasterKey.class).key().checkValue();
        }
    }

    private List<String> onRecord() throws SQLException {
        var records = new ArrayList<String>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("audit.db"));
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT action, outcome FROM audit_records WHERE action LIKE '%key.%' ORDER BY time, seq")) {
            while (rows.next()) {
                records.add(rows.getString(1) + " " + rows.getString(2));
            }
        }
        return records;
    }

    @Nested
    class WithoutAStore {

        @Test
        void createsNone() {
            assertThat(run("keys", "list")).isEqualTo(1);
            assertThat(err).contains("There is no store");
            assertThat(run("keys", "rotate")).isEqualTo(1);
            assertThat(err).contains("There is no store");
            assertThat(data).doesNotExist();
        }
    }

    @Nested
    class SigningKeys {

        @Test
        void listsTheKeyThatSignsWithEachAlgorithm() {
            start(Map.of());

            assertThat(run("keys", "list")).isZero();
            assertThat(out.lines().takeWhile(line -> !line.isEmpty())).hasSize(4);
            assertThat(out).contains("AUDIT KEY");
            assertThat(out).contains("ES256 ", "RS256 ", "EdDSA ").doesNotContain("verifying", "published");
        }

        @Test
        void listsWhileAServerRuns() {
            start(Map.of());
            try (var _ = DataDirectory.lock(data)) {
                assertThat(run("keys", "list")).isZero();
                assertThat(out).contains("signing");
            }
        }

        @Test
        void publishesTheSuccessorOfOneAlgorithm() throws SQLException {
            start(Map.of());

            assertThat(run("keys", "rotate", "--algorithm", "ES256")).isZero();
            assertThat(out)
                    .startsWith("ES256 ")
                    .contains("published, signs from")
                    .hasLineCount(1);
            run("keys", "list");
            assertThat(out.lines().filter(line -> line.contains(" published "))).hasSize(1);
            assertThat(onRecord()).contains("signing-key.rotated intended", "signing-key.rotated success");
        }

        @Test
        void publishesNoSecondSuccessor() {
            start(Map.of());
            run("keys", "rotate");
            assertThat(out).hasLineCount(3);

            assertThat(run("keys", "rotate")).isZero();
            assertThat(out.lines()).allMatch(line -> line.contains("was published already"));
        }

        @Test
        void refusesAnAlgorithmThatThereIsNot() {
            assertThat(run("keys", "rotate", "--algorithm", "HS256")).isEqualTo(2);
            assertThat(err).contains("--algorithm is ES256, RS256 or EdDSA, not HS256");
        }

        @Test
        void saysWhatToDoWhenAServerRunsAndNobodyMayAskIt() {
            start(Map.of());
            try (var _ = DataDirectory.lock(data)) {
                assertThat(run("keys", "rotate")).isEqualTo(1);
                assertThat(err).contains("A server runs on", "GATEHOUSE_BOOTSTRAP_CLIENT_ID");
            }
        }
    }

    @Nested
    class MasterKey {

        @Test
        void putsAGeneratedKeyInPlaceAndKeepsTheOldOne() throws Exception {
            String before = start(Map.of());
            String old = Files.readString(data.resolve("master.key"));
            run("keys", "list");
            String keys = out;

            assertThat(run("keys", "rotate", "--master")).isZero();

            assertThat(out).contains("Encrypted anew in signing_keys: 3", "New master key in place");
            assertThat(Files.readString(data.resolve("master.key"))).isNotEqualTo(old);
            assertThat(data.resolve("master.key.old-" + before)).hasContent(old);
            assertThat(data.resolve("master.key.new")).doesNotExist();
            assertThat(start(Map.of())).isNotEqualTo(before);
            run("keys", "list");
            assertThat(out).isEqualTo(keys);
            assertThat(onRecord()).contains("master-key.rotated intended", "master-key.rotated success");
            assertThat(run("audit", "verify")).isZero();
            assertThat(out).contains("INTACT");
        }

        @Test
        void printsNoKey() throws IOException {
            start(Map.of());
            run("keys", "rotate", "--master");

            try (var files = Files.list(data)) {
                for (Path file : files.filter(
                                path -> path.getFileName().toString().startsWith("master"))
                        .toList()) {
                    assertThat(out + err).doesNotContain(Files.readString(file).strip());
                }
            }
        }

        @Test
        void rotatesAgainAndAgain() {
            String first = start(Map.of());
            run("keys", "rotate", "--master");
            String second = start(Map.of());
            run("keys", "rotate", "--master");

            assertThat(start(Map.of())).isNotIn(first, second);
            assertThat(out).contains("Encrypted anew in signing_keys: 3");
        }

        @Test
        void goesOnWithTheNewKeyThatAKilledRotationLeft() throws IOException {
            String before = start(Map.of());
            Path newKey = data.resolve("master.key.new");
            Files.writeString(newKey, KEY_BY_SETTING);
            Files.copy(data.resolve("master.key"), data.resolve("master.key.old-" + before));

            assertThat(run("keys", "rotate", "--master")).isZero();
            assertThat(data.resolve("master.key")).hasContent(KEY_BY_SETTING);
        }

        @Test
        void leavesAKeyFromASettingToWhoSetsIt() {
            Map<String, String> setting = Map.of("gatehouse.master-key", KEY_BY_SETTING);
            String before = start(setting);
            Path newKey = folder.resolve("new.key");

            assertThat(run(
                            "keys",
                            "rotate",
                            "--master",
                            "--new-key",
                            newKey.toString(),
                            "-Dgatehouse.master-key=" + KEY_BY_SETTING))
                    .isZero();
            assertThat(out).contains("The next start needs the new key, which is in " + newKey);
            assertThat(data.resolve("master.key")).doesNotExist();
            assertThat(start(Map.of("gatehouse.master-key-file", newKey.toString())))
                    .isNotEqualTo(before);
            assertThat(run("keys", "list", "-Dgatehouse.master-key=" + KEY_BY_SETTING))
                    .isZero();
            assertThat(run("keys", "rotate", "-Dgatehouse.master-key=" + KEY_BY_SETTING))
                    .isEqualTo(1);
            assertThat(err).contains("The master key is not the one that this store was encrypted with");
        }

        @Test
        void doesNothingWhenTheNewKeyIsInForceAlready() {
            start(Map.of());

            assertThat(run(
                            "keys",
                            "rotate",
                            "--master",
                            "--new-key",
                            data.resolve("master.key").toString()))
                    .isEqualTo(1);
            assertThat(out).contains("nothing to do");
        }

        @Test
        void refusesWhileAServerRuns() {
            start(Map.of());
            try (var _ = DataDirectory.lock(data)) {
                assertThat(run("keys", "rotate", "--master")).isEqualTo(1);
                assertThat(err).contains("Stop it first");
            }
        }

        @Test
        void refusesOptionsThatContradict() {
            assertThat(run("keys", "rotate", "--master", "--algorithm", "ES256"))
                    .isEqualTo(2);
            assertThat(run("keys", "rotate", "--new-key", "k")).isEqualTo(2);
        }
    }
}
