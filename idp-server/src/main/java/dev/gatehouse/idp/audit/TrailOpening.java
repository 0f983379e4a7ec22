package dev.gatehouse.idp.audit;

import dev.gatehouse.idp.audit.log.ChainId;
import dev.gatehouse.idp.audit.log.ChainState;
import dev.gatehouse.idp.audit.log.DraftRecord;
import dev.gatehouse.idp.audit.log.HeadSigner;
import dev.gatehouse.idp.audit.log.Linker;
import dev.gatehouse.idp.storage.Stored;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins new chains at start. A chain that an earlier process of this node left open is closed first: its announced
 * changes get the outcome that the witnesses can tell, and a signed last record. The new chain continues from there.
 */
final class TrailOpening {

    private static final Logger log = LoggerFactory.getLogger(TrailOpening.class);

    private final StoredTrail trail;
    private final Linker linker;
    private final Encoding encoding;
    private final ChangeWitnesses witnesses;
    private final Clock clock;

    /** Makes the record of an event of the system. */
    @FunctionalInterface
    interface Encoding {
        DraftRecord draft(AuditEvent event, @Nullable String change, DraftRecord.Mark mark);
    }

    TrailOpening(StoredTrail trail, Linker linker, Encoding encoding, ChangeWitnesses witnesses, Clock clock) {
        this.trail = trail;
        this.linker = linker;
        this.encoding = encoding;
        this.witnesses = witnesses;
        this.clock = clock;
    }

    /** The chains to write to, by retention class, none with a record yet. */
    Map<String, ChainState> open(String node, HeadSigner signer) {
        var open = new LinkedHashMap<String, ChainState>();
        for (RetentionClass retention : RetentionClass.values()) {
            ChainState.End before = end(node, retention, signer);
            long epoch = before == null
                    ? clock.millis()
                    : Math.max(clock.millis(), before.chain().epoch() + 1);
            open.put(retention.word(), ChainState.opening(ChainId.of(node, retention.word(), epoch), before));
        }
        return open;
    }

    private ChainState.@Nullable End end(String node, RetentionClass retention, HeadSigner signer) {
        Optional<Stored<AuditRecord>> youngest = trail.youngest(node, retention);
        if (youngest.isEmpty()) {
            return null;
        }
        AuditRecord last = youngest.get().value();
        if (!RecordText.of(last.record()).closesChain()) {
            close(last, retention, signer);
            last = trail.youngest(node, retention).orElseThrow().value();
        }
        return endAt(last);
    }

    private void close(AuditRecord last, RetentionClass retention, HeadSigner signer) {
        List<OpenIntents.Found> open = new OpenIntents(trail).of(new ChainId(last.chain()), last.seq());
        var drafts = new ArrayList<DraftRecord>();
        Map<String, Long> seqs = new HashMap<>();
        for (OpenIntents.Found found : open) {
            seqs.put(found.id(), found.seq());
            ChangeEvent outcome = witnesses.outcome(found.intent(), found.id());
            log.warn(
                    "The change {} of {} was announced and has no outcome: {}",
                    found.id(),
                    outcome.action(),
                    outcome.reason().orElse(""));
            drafts.add(encoding.draft(outcome, found.id(), new DraftRecord.Mark.OutcomeOf(found.id())));
        }
        drafts.add(encoding.draft(
                TrailEvent.of(
                        TrailEvent.Kind.CHAIN_CLOSED,
                        retention,
                        new Target("chain", last.chain()),
                        Map.of("closed", "after-crash")),
                null,
                new DraftRecord.Mark.ChainEnd()));
        log.info("Closing the chain {}, which was left open", last.chain());
        trail.append(linker.link(ChainState.resumed(endAt(last), seqs), drafts, clock.instant(), signer));
    }

    private ChainState.End endAt(AuditRecord last) {
        long time = ChronoUnit.MICROS.between(Instant.EPOCH, last.time());
        return new ChainState.End(
                new ChainId(last.chain()), last.seq(), linker.hash(last.record()), time, last.expireAt());
    }
}
