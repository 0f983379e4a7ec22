package dev.gatehouse.idp.audit;

import java.util.Map;
import java.util.Optional;

/**
 * A call of an HTTP API of ours that changed nothing.
 *
 * @param personalData whether personal data was read
 */
public record ApiEvent(
        String action,
        Outcome outcome,
        Optional<String> reason,
        Target target,
        String workspace,
        boolean personalData,
        Map<String, String> facts)
        implements AuditEvent {

    public ApiEvent {
        facts = Map.copyOf(facts);
    }

    @Override
    public RetentionClass retention() {
        return personalData ? RetentionClass.SECURITY : RetentionClass.TRAFFIC;
    }
}
