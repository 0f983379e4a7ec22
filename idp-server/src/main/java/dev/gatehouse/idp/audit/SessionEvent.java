package dev.gatehouse.idp.audit;

import java.util.Map;
import java.util.Optional;

/** A session ended: signed out, expired by an administrator, replaced. */
public record SessionEvent(
        Outcome outcome, Optional<String> reason, Target target, String workspace, Map<String, String> facts)
        implements AuditEvent {

    public SessionEvent {
        facts = Map.copyOf(facts);
    }

    @Override
    public String action() {
        return "session.ended";
    }

    @Override
    public RetentionClass retention() {
        return RetentionClass.SECURITY;
    }
}
