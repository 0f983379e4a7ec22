package dev.gatehouse.idp.audit;

import java.util.Map;
import java.util.Optional;

/** A token was issued, refreshed, introspected or revoked, or one of these was refused. */
public record TokenEvent(
        Kind kind,
        Outcome outcome,
        Optional<String> reason,
        Target target,
        String workspace,
        Optional<String> person,
        Map<String, String> facts)
        implements AuditEvent {

    /** What was asked for. */
    public enum Kind {
        ISSUED("token.issued"),
        REFRESHED("token.refreshed"),
        INTROSPECTED("token.introspected"),
        REVOKED("token.revoked"),
        USERINFO("token.userinfo"),
        /** An authorization request was pushed ahead (RFC 9126). */
        AUTHORIZATION_PUSHED("authorization.pushed"),
        /** A device asked to be let in (RFC 8628). */
        DEVICE_STARTED("device.started");

        private final String action;

        Kind(String action) {
            this.action = action;
        }
    }

    public TokenEvent {
        facts = Map.copyOf(facts);
    }

    @Override
    public String action() {
        return kind.action;
    }

    @Override
    public RetentionClass retention() {
        return switch (kind) {
            case INTROSPECTED, USERINFO -> RetentionClass.TRAFFIC;
            case ISSUED, REFRESHED, REVOKED, AUTHORIZATION_PUSHED, DEVICE_STARTED -> RetentionClass.SECURITY;
        };
    }
}
