package dev.gatehouse.idp.audit;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The server started, stopped, or runs with other settings than before. */
public record ServerEvent(Kind kind, Target target, List<FieldChange> changes, Map<String, String> facts)
        implements AuditEvent {

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
        changes = List.copyOf(changes);
        facts = Map.copyOf(facts);
    }

    /** It started or stopped. */
    public static ServerEvent of(Kind kind, Target server, Map<String, String> facts) {
        return new ServerEvent(kind, server, List.of(), facts);
    }

    /** It runs with other settings than at the start before. */
    public static ServerEvent configured(Target server, List<FieldChange> changes) {
        return new ServerEvent(Kind.CONFIGURED, server, changes, Map.of());
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
