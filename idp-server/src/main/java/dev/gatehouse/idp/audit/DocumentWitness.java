package dev.gatehouse.idp.audit;

import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.Documents;
import dev.gatehouse.idp.storage.Stored;
import java.util.Optional;
import java.util.Set;

/**
 * The witness for targets that are documents: the target's id is the document's, and the last change of a document stands
 * in it.
 *
 * @param removals the actions that remove the document; one of these stands when the document is gone
 */
public record DocumentWitness(String targetType, Documents<?> documents, Set<String> removals)
        implements ChangeWitness {

    public DocumentWitness {
        removals = Set.copyOf(removals);
    }

    @Override
    public Verdict verdict(String action, Target target, ChangeId change) {
        Optional<? extends Stored<?>> stored = documents.get(target.id());
        if (stored.isEmpty()) {
            return removals.contains(action) ? Verdict.HAPPENED : Verdict.DID_NOT_HAPPEN;
        }
        // Event ids are UUIDv7: a greater one is a later change, which may have overwritten this one.
        int order = stored.get().change().value().compareTo(change.value());
        if (order == 0) {
            return Verdict.HAPPENED;
        }
        return order > 0 ? Verdict.CANNOT_TELL : Verdict.DID_NOT_HAPPEN;
    }
}
