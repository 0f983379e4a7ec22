package dev.gatehouse.acl.engine;

import dev.gatehouse.acl.change.Change;
import java.util.List;

/**
 * Changes that are to take effect together.
 *
 * @param actor who makes them, as the audit trail names them
 * @param eventId the audit event that tells of it
 */
public record Batch(String actor, String eventId, List<Change> changes) {
    public Batch {
        changes = List.copyOf(changes);
    }
}
