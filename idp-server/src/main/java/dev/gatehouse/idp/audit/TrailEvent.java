package dev.gatehouse.idp.audit;

import java.util.Map;
import java.util.Optional;

/** Something that happened to the trail itself. Nobody but the trail records these. */
record TrailEvent(
        Kind kind,
        RetentionClass retention,
        Outcome outcome,
        Optional<String> reason,
        Target target,
        Map<String, String> facts)
        implements AuditEvent {

    /** What happened. */
    enum Kind {
        CHAIN_OPENED("audit.chain-opened"),
        CHAIN_CLOSED("audit.chain-closed"),
        /** A record became durable after its request had been refused. */
        UNANSWERED("audit.unanswered"),
        /** Refusals before authentication that were only counted. */
        REFUSALS("audit.refusals");

        private final String action;

        Kind(String action) {
            this.action = action;
        }
    }

    TrailEvent {
        facts = Map.copyOf(facts);
    }

    static TrailEvent of(Kind kind, RetentionClass retention, Target target, Map<String, String> facts) {
        return new TrailEvent(kind, retention, Outcome.SUCCESS, Optional.empty(), target, facts);
    }

    @Override
    public String action() {
        return kind.action;
    }
}
