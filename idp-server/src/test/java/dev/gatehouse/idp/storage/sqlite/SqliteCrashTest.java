package dev.gatehouse.idp.storage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.storage.CrashRound;
import dev.gatehouse.idp.storage.CrashingWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

/** An acknowledged write survives the death of the process at any moment. */
class SqliteCrashTest {

    private static final int ROUNDS = 5;

    @TempDir
    private static Path folder;

    private static final CrashRound EARLIER_ROUNDS = new CrashRound();

    @RepeatedTest(ROUNDS)
    void keepsEveryAcknowledgedWriteWhenTheProcessIsKilled(RepetitionInfo round) throws Exception {
        var random = new SplittableRandom(round.getCurrentRepetition());
        var file = new SqliteFile(folder.resolve("crash.db"));
        Process writer =
                CrashRound.start(CrashingSqliteWriter.class, file.path().toString());
        EARLIER_ROUNDS.killAfter(writer, random.nextInt(1, 2_000));
        assertThat(file.query("PRAGMA integrity_check")).containsExactly("ok");
        try (var store = SqliteDocumentStore.open(file.path(), Clock.systemUTC())) {
            EARLIER_ROUNDS.verify(store.open(CrashingWriter.ENTRIES), true);
        }
    }
}
