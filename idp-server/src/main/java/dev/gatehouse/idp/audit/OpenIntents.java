package dev.gatehouse.idp.audit;

import dev.gatehouse.idp.audit.log.ChainId;
import dev.gatehouse.idp.storage.Stored;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the changes of a dead chain that were announced and have no outcome. Every head names the oldest such change, so
 * that what has to be read is bounded by the group that was being written and the age of that change.
 */
final class OpenIntents {

    private static final int PAGE = 1_000;

    private final StoredTrail trail;

    OpenIntents(StoredTrail trail) {
        this.trail = trail;
    }

    /** An announced change as it stands in the chain. */
    record Found(String id, long seq, ChangeEvent intent) {}

    List<Found> of(ChainId chain, long lastSeq) {
        var open = new LinkedHashMap<String, Found>();
        long next = firstToRead(chain, lastSeq);
        while (next <= lastSeq) {
            List<Stored<AuditRecord>> rows = trail.rows(chain, next, PAGE);
            if (rows.isEmpty()) {
                break;
            }
            rows.forEach(row -> note(row, open));
            next = rows.getLast().value().seq() + 1;
        }
        return List.copyOf(open.values());
    }

    private long firstToRead(ChainId chain, long lastSeq) {
        for (long last = lastSeq; last > 0; last -= PAGE) {
            List<Stored<AuditRecord>> rows = trail.rows(chain, Math.max(1, last - PAGE + 1), PAGE);
            for (Stored<AuditRecord> row : rows.reversed()) {
                if (row.value().seq() <= last && row.value().head() != null) {
                    return RecordText.of(row.value().record())
                            .oldestIntent()
                            .orElse(row.value().seq() + 1);
                }
            }
        }
        return 1;
    }

    private static void note(Stored<AuditRecord> row, Map<String, Found> open) {
        AuditRecord record = row.value();
        RecordText text = RecordText.of(record.record());
        if (record.outcome().equals(Outcome.INTENDED.word())) {
            open.put(row.id(), new Found(row.id(), record.seq(), intent(text)));
        } else {
            text.change().ifPresent(open::remove);
        }
    }

    private static ChangeEvent intent(RecordText text) {
        var target = text.event().required("target");
        ChangeEvent intent = ChangeEvent.intent(
                text.event().required("action").asString(),
                new Target(
                        target.required("type").asString(),
                        target.required("id").asString()),
                text.event().required("workspace").asString());
        Optional<String> person = RecordText.optional(text.event(), "person");
        return person.map(intent::about).orElse(intent);
    }
}
