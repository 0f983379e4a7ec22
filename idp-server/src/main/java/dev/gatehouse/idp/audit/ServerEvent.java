package dev.gatehouse.idp.audit;

import java.util.Map;
import java.util.Optional;

/** The server started, stopped, or runs with other settings than before. */
public record ServerEvent(Kind kind, Target target, Map<String, String> facts) implements AuditEvent {

    /** What happened to the server. */
    public enum Kind {
        STARTED("server.started"),
        STOPPED("server.stopped"),
        CONFIGURED("server.configured");

        private final String action;

        Kind(String action) {
            this.action = action;
        }
    }

    public ServerEvent {
        facts = Map.copyOf(facts);
    }

    @Override
    public String action() {
        return kind.action;
    }

    @Override
    public RetentionClass retention() {
        return RetentionClass.SECURITY;
    }

    @Override
    public Outcome outcome() {
        return Outcome.SUCCESS;
    }

    @Override
    public Optional<String> reason() {
        return Optional.empty();
    }
}
