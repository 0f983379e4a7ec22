package dev.gatehouse.idp.audit;

import dev.gatehouse.idp.audit.log.DraftRecord;
import dev.gatehouse.idp.audit.log.TrailUnavailable;
import dev.gatehouse.idp.audit.log.TrailWriter;
import dev.gatehouse.idp.secrets.UnsealFailed;
import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.StorageUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link AuditTrail} on the chains of this node. */
final class ChainedAuditTrail implements AuditTrail {

    private static final Logger log = LoggerFactory.getLogger(ChainedAuditTrail.class);
    private static final DraftRecord.Mark NONE = new DraftRecord.Mark.None();

    private final EventIds ids;
    private final EventEncoder encoder;
    private final TrailWriter writer;
    private final TrailGate gate;
    private final ChangeWitnesses witnesses;
    private final UnfinishedChanges unfinished = new UnfinishedChanges();

    /** Says whether the trail may take records at all. */
    @FunctionalInterface
    interface TrailGate {
        /** Throws {@link AuditUnavailable} when it may not. */
        void requireOpen();
    }

    ChainedAuditTrail(
            EventIds ids, EventEncoder encoder, TrailWriter writer, TrailGate gate, ChangeWitnesses witnesses) {
        this.ids = ids;
        this.encoder = encoder;
        this.writer = writer;
        this.gate = gate;
        this.witnesses = witnesses;
    }

    @Override
    public EventId record(Actor actor, AuditEvent event) {
        return append(actor, event, null, NONE);
    }

    @Override
    public <R> R change(Actor actor, ChangeEvent intent, Function<ChangeId, Effect<R>> act) {
        EventId id = append(actor, intent, null, new DraftRecord.Mark.Intent());
        boolean ended = false;
        try {
            Effect<R> effect = act.apply(new ChangeId(id.value()));
            append(actor, effect.outcome(), id.value(), new DraftRecord.Mark.OutcomeOf(id.value()));
            ended = true;
            return effect.result();
        } catch (OutcomeUnrecorded e) {
            throw e;
        } catch (AuditUnavailable e) {
            throw new OutcomeUnrecorded("the outcome of the change " + id.value() + " is not on record", e);
        } finally {
            if (!ended) {
                unfinished.add(id, intent);
            }
        }
    }

    /** Closes announced changes without an outcome, as far as the stores answer. */
    void settleUnfinished() {
        if (unfinished.size() == 0) {
            return;
        }
        try {
            unfinished.settle((id, intent) -> append(
                    Actor.system(), witnesses.outcome(intent, id), id, new DraftRecord.Mark.RecoveredOutcomeOf(id)));
        } catch (AuditUnavailable | StorageUnavailable e) {
            log.warn("{} changes still wait for their outcome: {}", unfinished.size(), e.getMessage());
        }
    }

    /** Ends the chains with a signed record each; false when the store did not let it. */
    boolean close(Map<RetentionClass, Target> chains) {
        List<DraftRecord> endings = new ArrayList<>();
        chains.forEach((retention, chain) -> endings.add(draft(
                Actor.system(),
                TrailEvent.of(TrailEvent.Kind.CHAIN_CLOSED, retention, chain, Map.of("closed", "stop")),
                null,
                new DraftRecord.Mark.ChainEnd())));
        return writer.close(endings);
    }

    private EventId append(Actor actor, AuditEvent event, @Nullable String change, DraftRecord.Mark mark) {
        gate.requireOpen();
        try {
            DraftRecord draft = draft(actor, event, change, mark);
            writer.append(draft);
            return new EventId(draft.columns().id());
        } catch (TrailUnavailable e) {
            throw new AuditUnavailable(e.getMessage() == null ? "the trail is away" : e.getMessage(), e);
        } catch (StorageUnavailable | UnsealFailed e) {
            throw new AuditUnavailable("the keys for personal values cannot be read", e);
        }
    }

    private DraftRecord draft(Actor actor, AuditEvent event, @Nullable String change, DraftRecord.Mark mark) {
        return encoder.encode(ids.next(), actor, event, RequestContext.current(), change, mark);
    }
}
