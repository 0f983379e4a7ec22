package dev.gatehouse.acl.engine;

import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.change.Validation;
import java.util.List;
import java.util.Optional;

/**
 * Changes that are to take effect together.
 *
 * @param actor who makes them, as the audit trail names them
 * @param eventId the audit event that tells of it
 * @param guard whether the actor may make them
 */
public record Batch(String actor, String eventId, List<Change> changes, Guard guard) {

    /** Asked about the very model that the changes are then made upon, again when others were faster. */
    @FunctionalInterface
    public interface Guard {

        /** Nobody is asked. For changes whose permission is no question: of the server itself, and in tests. */
        Guard NONE = (before, changes) -> Optional.empty();

        /** Why the changes may not be made; empty when they may. */
        Optional<Validation.Refused> refusal(AccessView before, List<Change> changes);
    }

    public Batch {
        changes = List.copyOf(changes);
    }

    /** Changes that nobody is asked about. */
    public Batch(String actor, String eventId, List<Change> changes) {
        this(actor, eventId, changes, Guard.NONE);
    }
}
