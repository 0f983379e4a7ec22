package dev.gatehouse.idp.api;

import dev.gatehouse.idp.tokens.Caller;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who decides what callers may do. This package knows the words of rights and objects, and not what they mean. */
public interface AccessPolicy {

    /**
     * Whether the caller has a right on an object, as of now. What cannot be told MUST be a refusal.
     *
     * @param object written {@code type:id}; the id is whatever a caller sent
     */
    Checked<Boolean> may(Caller caller, String right, String object);

    /**
     * The same for an object of a workspace's model, in the workspace that the caller names, which MUST be one that they
     * belong to.
     *
     * @param workspace as it was sent; null: the caller's own
     */
    Checked<Boolean> mayIn(@Nullable String workspace, Caller caller, String right, String object);

    /** Why the caller is not let through; empty when they have the right. */
    default Optional<Refusal> refusal(Caller caller, String right, String object) {
        return refusal(may(caller, right, object), right, object);
    }

    /** Why the caller is not let through in the workspace that they name; empty when they have the right. */
    default Optional<Refusal> refusalIn(@Nullable String workspace, Caller caller, String right, String object) {
        return refusal(mayIn(workspace, caller, right, object), right, object);
    }

    private static Optional<Refusal> refusal(Checked<Boolean> may, String right, String object) {
        return switch (may) {
            case Checked.Refused<Boolean>(Refusal refusal) -> Optional.of(refusal);
            case Checked.Valid<Boolean>(Boolean allowed) ->
                allowed ? Optional.empty() : Optional.of(Refusal.missing(right, object));
        };
    }
}
