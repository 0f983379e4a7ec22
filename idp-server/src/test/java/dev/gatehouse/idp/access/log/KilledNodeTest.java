package dev.gatehouse.idp.access.log;

import static dev.gatehouse.idp.access.log.Node.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.acl.Revision;
import dev.gatehouse.idp.storage.CrashRound;
import dev.gatehouse.idp.storage.sqlite.SqliteDocumentStore;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

/** What a node has said is committed is there after its death, at the revision that it named. */
class KilledNodeTest {

    private static final Pattern COMMITTED = Pattern.compile("committed user:([0-9a-f-]{36}) (r[0-9a-z]+\\.[0-9a-z]+)");

    /** Reached within a few seconds, snapshots on the way included. */
    private static final int MOST = 2_500;

    @TempDir
    private static Path folder;

    private static final List<Matcher> ACKNOWLEDGED = new ArrayList<>();

    @RepeatedTest(3)
    void startsWhenTheNodeWasKilledThenWithEverythingThatItCommitted(RepetitionInfo round) throws Exception {
        Path file = folder.resolve("killed.db");
        int kills = new SplittableRandom(round.getCurrentRepetition()).nextInt(1, MOST);
        Process process = CrashRound.start(CommittingNode.class, file.toString());
        try (BufferedReader lines = process.inputReader()) {
            for (int noted = 0; noted < kills; ) {
                String line = lines.readLine();
                assertThat(line).as("the node runs").isNotNull();
                noted += note(line) ? 1 : 0;
            }
            process.toHandle().destroyForcibly(); // that of Process would close the stream, too
            lines.lines().forEach(KilledNodeTest::note);
        }
        assertThat(process.waitFor()).as("ended by SIGKILL").isEqualTo(128 + 9);
        try (var store = SqliteDocumentStore.open(file, Clock.systemUTC());
                var node = new Node(store)) {
            for (Matcher line : ACKNOWLEDGED) {
                Revision revision = Revision.parse(line.group(2)).orElseThrow();
                assertThat(Node.reads(node.engine.viewAtLeast(ACME, revision), line.group(1)))
                        .as(line.group())
                        .isTrue();
            }
        }
    }

    private static boolean note(String line) {
        Matcher committed = COMMITTED.matcher(line);
        return committed.matches() && ACKNOWLEDGED.add(committed);
    }
}
