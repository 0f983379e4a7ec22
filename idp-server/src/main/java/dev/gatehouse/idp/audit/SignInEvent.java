package dev.gatehouse.idp.audit;

import java.util.Map;
import java.util.Optional;

/**
 * An attempt to sign in.
 *
 * @param typedName what was typed as the name, when it matched no account: kept only as a keyed hash, since it may be a
 *     password
 */
public record SignInEvent(
        Outcome outcome,
        Optional<String> reason,
        Target target,
        String workspace,
        Optional<String> typedName,
        Map<String, String> facts)
        implements AuditEvent {

    public SignInEvent {
        facts = Map.copyOf(facts);
    }

    @Override
    public String action() {
        return switch (outcome) {
            case SUCCESS -> "signin.succeeded";
            case DENIED, FAILURE, INTENDED, UNKNOWN -> "signin.failed";
        };
    }

    /** The account that was aimed at, whether or not it was its owner who tried. */
    @Override
    public Optional<String> person() {
        return target.type().equals("user") && !target.id().isEmpty() ? Optional.of(target.id()) : Optional.empty();
    }

    @Override
    public RetentionClass retention() {
        return RetentionClass.SECURITY;
    }
}
