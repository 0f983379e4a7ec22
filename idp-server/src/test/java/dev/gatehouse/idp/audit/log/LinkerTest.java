package dev.gatehouse.idp.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LinkerTest {

    /** Written anew by {@code -Dgolden.write=true}. */
    private static final Path GOLDEN = Path.of("src/test/resources/audit/records.golden");

    private static final ChainId CHAIN = ChainId.of("local", "security", 1_767_225_600_000L);

    private static DraftRecord draft(int n, DraftRecord.Mark mark) {
        String id = "019b76da-a800-7000-8000-00000000000" + n;
        var event = new CanonicalJson(64).beginObject().name("id").string(id).endObject();
        return new DraftRecord(
                new DraftRecord.Columns(id, "security", "a", "success", "x", "y", "system", "", null),
                event.bytes(),
                mark);
    }

    private static List<ChainedRecord> chain() throws Exception {
        var linker = new Linker(Map.of("security", Duration.ofDays(400)));
        var key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();
        var signer = new HeadSigner("key", key);
        var none = new DraftRecord.Mark.None();
        var all = new ArrayList<ChainedRecord>();
        ChainState state = ChainState.opening(CHAIN, null);
        List<List<DraftRecord>> groups = List.of(
                List.of(draft(1, none)),
                List.of(draft(2, none), draft(3, new DraftRecord.Mark.Intent())),
                List.of(draft(4, none)),
                List.of(draft(
                        5,
                        new DraftRecord.Mark.OutcomeOf(draft(3, none).columns().id()))),
                List.of(draft(6, new DraftRecord.Mark.ChainEnd())));
        List<String> times = List.of(
                "2026-01-01T00:00:00.000001Z",
                "2026-01-01T00:30:00Z",
                "2025-12-31T23:00:00Z",
                "2026-01-01T01:00:00Z",
                "2026-01-01T01:00:00.5Z");
        for (int i = 0; i < groups.size(); i++) {
            for (ChainedRecord record : linker.link(state, groups.get(i), Instant.parse(times.get(i)), signer)) {
                all.add(record);
                state = state.after(record);
            }
        }
        return all;
    }

    @Test
    void linksWhenChainGrowsThenBytesAreTheGoldenOnes() throws Exception {
        var text = new StringBuilder();
        for (ChainedRecord record : chain()) {
            text.append(new String(record.canonical(), StandardCharsets.UTF_8)).append('\n');
        }
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(GOLDEN.getParent());
            Files.writeString(GOLDEN, text);
        }
        assertThat(text.toString()).isEqualTo(Files.readString(GOLDEN));
    }

    @Test
    void signsWhenGroupEndsThenItsLastRecordAlone() throws Exception {
        assertThat(chain().stream().map(record -> record.head() != null))
                .containsExactly(true, false, true, true, true, true);
    }

    @Test
    void keepsTimeWhenClockGoesBackThenNeverBeforeTheRecordBefore() throws Exception {
        assertThat(chain().stream().map(ChainedRecord::time)).isSorted();
    }
}
