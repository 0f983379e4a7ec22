package dev.gatehouse.idp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.audit.FaultyDocumentStore;
import dev.gatehouse.idp.audit.TestTrail;
import dev.gatehouse.idp.audit.verify.Finding;
import dev.gatehouse.idp.audit.verify.TrailVerifier;
import dev.gatehouse.idp.audit.verify.VerificationReport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tampers with a trail by raw access to its file, and looks whether the verifier says so, at the right place. */
class TamperedTrailTest {

    private static Path original = Path.of("");
    private static String dead = "";
    private static String live = "";

    @TempDir
    Path folder;

    private Path file = Path.of("");

    /**
     * Security records. Dead chain: seq 1 opens, 2 single, 3 to 6 one group (head on 6), 7 to 10 one group, 11 closes.
     * Live chain: 1 opens, 2 single, 3 to 6 one group, 7 to 10 one group.
     */
    @BeforeAll
    static void writeTrail(@TempDir Path shared) throws Exception {
        original = shared;
        write(original);
        live(original);
        try (var connection = connect(original.resolve("audit.db"));
                Statement statement = connection.createStatement();
                ResultSet chains = statement.executeQuery(
                        "SELECT DISTINCT chain FROM audit_records WHERE retention = 'security' ORDER BY chain")) {
            chains.next();
            dead = chains.getString(1);
            chains.next();
            live = chains.getString(1);
        }
    }

    @BeforeEach
    void copyTrail() throws Exception {
        file = folder.resolve("audit.db");
        Files.copy(original.resolve("audit.db"), file);
        sql("DROP TRIGGER audit_records__no_update", "DROP TRIGGER audit_records__no_delete");
    }

    private static void write(Path folder) throws Exception {
        var store = new AtomicReference<FaultyDocumentStore>();
        try (var trail = TestTrail.on(folder, Clock.systemUTC(), inner -> {
            store.set(new FaultyDocumentStore(inner));
            return store.get();
        })) {
            fill(trail, store.get());
        }
    }

    /** Leaves the second chain open, as a running server does. */
    private static void live(Path folder) throws Exception {
        var store = new AtomicReference<FaultyDocumentStore>();
        var trail = TestTrail.on(folder, Clock.systemUTC(), inner -> {
            store.set(new FaultyDocumentStore(inner));
            return store.get();
        });
        fill(trail, store.get());
        trail.abandon();
    }

    private static void fill(TestTrail trail, FaultyDocumentStore store) throws Exception {
        trail.trail().record(Actor.service("c1"), TestTrail.issued("t0"));
        group(trail, store, "a");
        group(trail, store, "b");
    }

    /** Four records with one head. */
    private static void group(TestTrail trail, FaultyDocumentStore store, String name) throws Exception {
        store.hold();
        int before = store.attempts();
        Thread blocker =
                Thread.ofVirtual().start(() -> trail.trail().record(Actor.unknown(), TestTrail.introspected("x")));
        Awaitility.await().until(() -> store.attempts() > before);
        List<Thread> four = java.util.stream.IntStream.range(0, 4)
                .mapToObj(i -> Thread.ofVirtual()
                        .start(() -> trail.trail().record(Actor.service("c1"), TestTrail.issued(name + i))))
                .toList();
        for (Thread thread : four) {
            Awaitility.await().until(() -> thread.getState() == Thread.State.WAITING);
        }
        store.release();
        blocker.join();
        for (Thread thread : four) {
            thread.join();
        }
    }

    private static Connection connect(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    private void sql(String... statements) throws SQLException {
        try (var connection = connect(file);
                Statement statement = connection.createStatement()) {
            for (String one : statements) {
                statement.executeUpdate(one);
            }
        }
    }

    private static String at(String chain, long seq) {
        return " WHERE chain = '" + chain + "' AND seq = " + seq;
    }

    private VerificationReport verify() throws Exception {
        return verify(Clock.systemUTC().instant());
    }

    private VerificationReport verify(Instant now) throws Exception {
        String trust = Files.readString(original.resolve("audit-trust")).strip();
        try (var source = new SqliteTrailSource(file)) {
            return new TrailVerifier(trust, now).verify(source);
        }
    }

    private void assertFound(String... expected) throws Exception {
        assertThat(verify().findings().stream().map(TamperedTrailTest::place)).containsExactlyInAnyOrder(expected);
    }

    private static String place(Finding finding) {
        String chain = finding.chain().equals(dead) ? "dead" : finding.chain().equals(live) ? "live" : finding.chain();
        return finding.kind().label() + " " + chain + " " + finding.seq();
    }

    private byte[] record(String chain, long seq) throws SQLException {
        try (var connection = connect(file);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT record FROM audit_records" + at(chain, seq))) {
            rows.next();
            return rows.getBytes(1);
        }
    }

    private void replaceRecord(String chain, long seq, byte[] record) throws SQLException {
        try (var connection = connect(file);
                PreparedStatement statement =
                        connection.prepareStatement("UPDATE audit_records SET record = ?" + at(chain, seq))) {
            statement.setBytes(1, record);
            statement.executeUpdate();
        }
    }

    private void edit(String chain, long seq, String from, String to) throws SQLException {
        String text = new String(record(chain, seq), StandardCharsets.UTF_8);
        assertThat(text).contains(from);
        replaceRecord(chain, seq, text.replace(from, to).getBytes(StandardCharsets.UTF_8));
    }

    /** The reader takes the columns as one text with this character between them. */
    @Test
    void findsNothingWhenAValueHoldsWhatSeparatesColumnsThenIntact() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other"));
        try (var trail = TestTrail.in(other)) {
            trail.trail().record(Actor.service("c\u001f"), TestTrail.issued("a\u001fb"));
        }
        String trust = Files.readString(other.resolve("audit-trust")).strip();
        try (var source = new SqliteTrailSource(other.resolve("audit.db"))) {
            assertThat(new TrailVerifier(trust, Clock.systemUTC().instant())
                            .verify(source)
                            .findings())
                    .isEmpty();
        }
    }

    @Test
    void findsWhenTextMovesFromOneColumnToTheNextThenAlteredThere() throws Exception {
        sql("UPDATE audit_records SET actor = actor || char(31) || '+' || target, target = NULL" + at(live, 5));
        assertFound("ALTERED live 5");
    }

    @Test
    void findsWhenAColumnBecomesItsMarkOfAbsenceThenAlteredThere() throws Exception {
        sql(
                "UPDATE audit_records SET target = '-'" + at(live, 4),
                "UPDATE audit_records SET action = NULL" + at(live, 5));
        assertFound("ALTERED live 4", "ALTERED live 5");
    }

    @Test
    void findsNothingWhenNobodyTouchedItThenIntact() throws Exception {
        VerificationReport report = verify();
        assertThat(report.findings()).isEmpty();
        assertThat(report.records()).isGreaterThan(20);
        assertThat(report.chains()).isEqualTo(4);
    }

    @Nested
    class Edited {

        @Test
        void findsWhenFieldOfARecordInsideAGroupIsEditedThenAlteredThere() throws Exception {
            edit(dead, 4, "client_credentials", "authorization_code");
            assertFound("ALTERED dead 4");
        }

        @Test
        void findsWhenFieldOfTheHeadIsEditedThenAlteredThere() throws Exception {
            edit(live, 6, "client_credentials", "authorization_code");
            assertFound("ALTERED live 6");
        }

        @Test
        void findsWhenYoungestRecordIsEditedThenBadSignatureThere() throws Exception {
            edit(live, 10, "client_credentials", "authorization_code");
            assertFound("BAD-SIGNATURE live 10");
        }

        @Test
        void findsWhenFirstRecordIsEditedThenAlteredThere() throws Exception {
            edit(dead, 1, "PT9600H", "PT9601H");
            assertFound("ALTERED dead 1");
        }

        @Test
        void findsWhenAnyOneBitIsFlippedThenAFindingThere() throws Exception {
            byte[] untouched = record(dead, 4);
            var random = new java.util.Random(7);
            for (int i = 0; i < 60; i++) {
                byte[] flipped = untouched.clone();
                flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
                replaceRecord(dead, 4, flipped);
                // A flipped bit in its link to the record before puts that one in doubt as well.
                assertThat(verify().findings().stream().map(TamperedTrailTest::place))
                        .contains("ALTERED dead 4")
                        .allMatch(place -> place.matches("ALTERED dead [34]"));
            }
        }

        @Test
        void findsWhenColumnAloneIsEditedThenAlteredThere() throws Exception {
            for (String column : List.of(
                    "_id",
                    "time",
                    "expireAt",
                    "retention",
                    "action",
                    "outcome",
                    "actor",
                    "target",
                    "workspace",
                    "requestId",
                    "source")) {
                String value = column.equals("time") || column.equals("expireAt") ? column + " + 1000000" : "'forged'";
                try (var connection = connect(file)) {
                    connection.setAutoCommit(false);
                    connection
                            .createStatement()
                            .executeUpdate("UPDATE audit_records SET " + column + " = " + value + at(live, 5));
                    connection.commit();
                }
                assertFound("ALTERED live 5");
                Files.copy(original.resolve("audit.db"), file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                sql("DROP TRIGGER audit_records__no_update", "DROP TRIGGER audit_records__no_delete");
            }
        }

        @Test
        void findsWhenSpellingChangesButNotTheMeaningThenAlteredThere() throws Exception {
            edit(dead, 4, "\"v\":1}", "\"v\":1 }");
            assertFound("ALTERED dead 4");
        }
    }

    @Nested
    class Deleted {

        @Test
        void findsWhenMiddleIsDeletedThenMissingThere() throws Exception {
            sql("DELETE FROM audit_records" + at(dead, 4));
            assertFound("MISSING dead 4");
        }

        @Test
        void findsWhenFirstIsDeletedThenEarlyDeletion() throws Exception {
            sql("DELETE FROM audit_records" + at(dead, 1));
            assertFound("EARLY-DELETION dead 1");
        }

        @Test
        void findsNothingWhenFirstHadExpiredThenIntact() throws Exception {
            sql("DELETE FROM audit_records" + at(dead, 1));
            assertThat(verify(Instant.now().plus(TestTrail.SECURITY).plus(Duration.ofHours(2)))
                            .findings())
                    .isEmpty();
        }

        @Test
        void findsWhenEndOfADeadChainIsDeletedThenTruncated() throws Exception {
            sql("DELETE FROM audit_records" + at(dead, 11));
            assertFound("TRUNCATED dead 11");
        }

        @Test
        void findsWhenTailOfADeadChainIsCutInsideAGroupThenTruncated() throws Exception {
            sql("DELETE FROM audit_records WHERE chain = '" + dead + "' AND seq > 8");
            assertFound("TRUNCATED dead 9");
        }

        @Test
        void findsWhenLastOfALiveGroupIsDeletedThenTruncated() throws Exception {
            sql("DELETE FROM audit_records" + at(live, 10));
            assertFound("TRUNCATED live 10");
        }

        /** The stated limit: what was behind the last head that nobody outside has seen. */
        @Test
        void cannotFindWhenALiveChainIsCutBehindAHeadThenIntact() throws Exception {
            sql("DELETE FROM audit_records WHERE chain = '" + live + "' AND seq > 6");
            assertFound();
        }

        @Test
        void findsWhenAWholeDeadChainIsDeletedThenMissing() throws Exception {
            sql("DELETE FROM audit_records WHERE chain = '" + dead + "'");
            assertFound("MISSING dead 11");
        }
    }

    @Nested
    class Moved {

        @Test
        void findsWhenTwoAreSwappedThenAlteredAtBoth() throws Exception {
            sql(
                    "DROP INDEX audit_records__chain_seq",
                    "UPDATE audit_records SET seq = 40" + at(dead, 4),
                    "UPDATE audit_records SET seq = 4" + at(dead, 5),
                    "UPDATE audit_records SET seq = 5" + at(dead, 40));
            assertThat(verify().findings().stream().map(TamperedTrailTest::place))
                    .contains("ALTERED dead 4", "ALTERED dead 5")
                    .allMatch(place -> place.matches("ALTERED dead [3456]"));
        }

        @Test
        void findsWhenRenumberedThenAltered() throws Exception {
            sql("UPDATE audit_records SET seq = seq - 1 WHERE chain = '" + live + "' AND seq = 1");
            assertThat(verify().findings().stream().map(TamperedTrailTest::place))
                    .contains("ALTERED live 0");
        }

        @Test
        void findsWhenMovedToAnotherChainThenAlteredThereAndMissingHere() throws Exception {
            sql("UPDATE audit_records SET chain = '" + live + "', seq = 11" + at(dead, 4));
            assertThat(verify().findings().stream().map(TamperedTrailTest::place))
                    .contains("MISSING dead 4", "ALTERED live 11");
        }
    }

    @Nested
    class Added {

        private void copyRow(String id, String chain, long seq, String from) throws SQLException {
            sql("CREATE TEMP TABLE t AS SELECT * FROM audit_records" + from + "; UPDATE t SET _id = '" + id
                    + "', chain = '" + chain + "', seq = " + seq + "; INSERT INTO audit_records SELECT * FROM t");
        }

        @Test
        void findsWhenDuplicatedThenForked() throws Exception {
            sql("DROP INDEX audit_records__chain_seq");
            copyRow("copy", dead, 4, at(dead, 4));
            assertFound("FORKED dead 4");
        }

        @Test
        void findsWhenAppendedBehindTheEndThenForkedAndAltered() throws Exception {
            copyRow("copy", dead, 12, at(dead, 4));
            assertThat(verify().findings().stream().map(TamperedTrailTest::place))
                    .contains("FORKED dead 12", "ALTERED dead 12");
        }

        @Test
        void findsWhenAForgedRecordFollowsTheLiveChainThenTruncated() throws Exception {
            forge(live, 11, false);
            assertFound("TRUNCATED live 12");
        }

        @Test
        void findsWhenAForgedHeadFollowsTheLiveChainThenBadSignature() throws Exception {
            forge(live, 11, true);
            assertFound("BAD-SIGNATURE live 11");
        }

        @Test
        void findsWhenAnotherBeginningIsThereThenForked() throws Exception {
            String other = dead.substring(0, dead.length() - 15) + "999999999999999";
            byte[] first = record(dead, 1);
            copyRow("copy", other, 1, at(dead, 1));
            replaceRecord(
                    other,
                    1,
                    new String(first, StandardCharsets.UTF_8)
                            .replace(dead, other)
                            .getBytes(StandardCharsets.UTF_8));
            assertThat(verify().findings().stream().map(finding -> finding.kind() + " " + finding.chain()))
                    .contains("FORKED " + other);
        }

        /** A record that fits in every way but has no trusted signature. */
        private void forge(String chain, long seq, boolean head) throws Exception {
            byte[] before = record(chain, seq - 1);
            var sha = MessageDigest.getInstance("SHA-256");
            sha.update((byte) 'R');
            String prev = Base64.getUrlEncoder().withoutPadding().encodeToString(sha.digest(before));
            String id = "00000000-0000-7000-8000-000000000000";
            copyRow(id, chain, seq, at(chain, seq - 1));
            String text = new String(before, StandardCharsets.UTF_8)
                    .replaceAll("\"prev\":\"[^\"]*\"", "\"prev\":\"" + prev + "\"")
                    .replaceAll("\"seq\":[0-9]+", "\"seq\":" + seq)
                    .replaceAll("\"id\":\"[0-9a-f-]{36}\"", "\"id\":\"" + id + "\"");
            if (!head) {
                text = text.replace("\"head\":true,", "");
                sql("UPDATE audit_records SET head = NULL" + at(chain, seq));
            }
            replaceRecord(chain, seq, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Nested
    class Heads {

        @Test
        void findsWhenHeadIsDroppedThenBadSignatureThere() throws Exception {
            sql("UPDATE audit_records SET head = NULL" + at(live, 6));
            assertFound("BAD-SIGNATURE live 6");
        }

        @Test
        void findsWhenHeadIsEditedThenBadSignatureThere() throws Exception {
            sql("UPDATE audit_records SET head = substr(head, 1, 60) || 'AAAAAAAA' || substr(head, 69)" + at(live, 6));
            assertFound("BAD-SIGNATURE live 6");
        }

        @Test
        void findsWhenHeadOfAnotherRecordIsReplayedThenBadSignatureThere() throws Exception {
            sql("UPDATE audit_records SET head = (SELECT head FROM audit_records" + at(dead, 6) + ")" + at(live, 6));
            assertFound("BAD-SIGNATURE live 6");
        }

        @Test
        void findsWhenHeadStandsWhereNoneWasWrittenThenAlteredThere() throws Exception {
            sql("UPDATE audit_records SET head = (SELECT head FROM audit_records" + at(live, 6) + ")" + at(live, 5));
            assertFound("ALTERED live 5");
        }

        @Test
        void findsWhenEverythingIsSignedAgainByAnotherKeyThenBadSignatureEverywhere() throws Exception {
            KeyPair forger = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            String id = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256")
                            .digest(forger.getPublic().getEncoded()));
            sql("UPDATE audit_signing_keys SET _id = '" + id + "', publicKey = '"
                    + Base64.getEncoder().encodeToString(forger.getPublic().getEncoded()) + "'");
            assertThat(verify().findings().stream().map(TamperedTrailTest::place))
                    .contains("BAD-SIGNATURE  0", "BAD-SIGNATURE live 10", "BAD-SIGNATURE dead 2");
        }

        @Test
        void findsWhenAnotherKeyIsAddedWithoutEndorsementThenBadSignature() throws Exception {
            KeyPair forger = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            String id = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256")
                            .digest(forger.getPublic().getEncoded()));
            sql("INSERT INTO audit_signing_keys SELECT '" + id + "', 1, '', 2, '"
                    + Base64.getEncoder().encodeToString(forger.getPublic().getEncoded())
                    + "', privateKey, createdAt, _id, 'AAAA' FROM audit_signing_keys");
            assertFound("BAD-SIGNATURE  0");
        }
    }
}
