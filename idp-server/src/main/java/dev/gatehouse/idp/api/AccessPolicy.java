package dev.gatehouse.idp.api;

import dev.gatehouse.idp.tokens.Caller;
import java.util.Optional;

/** Who decides what callers may do. This package knows the words of rights and objects, and not what they mean. */
public interface AccessPolicy {

    /**
     * Whether the caller has a right on an object, as of now. What cannot be told MUST be a refusal.
     *
     * @param object written {@code type:id}; the id is whatever a caller sent
     */
    Checked<Boolean> may(Caller caller, String right, String object);

    /** Why the caller is not let through; empty when they have the right. */
    default Optional<Refusal> refusal(Caller caller, String right, String object) {
        return switch (may(caller, right, object)) {
            case Checked.Refused<Boolean>(Refusal refusal) -> Optional.of(refusal);
            case Checked.Valid<Boolean>(Boolean allowed) ->
                allowed ? Optional.empty() : Optional.of(Refusal.missing(right, object));
        };
    }
}
