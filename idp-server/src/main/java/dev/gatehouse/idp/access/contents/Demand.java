package dev.gatehouse.idp.access.contents;

import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.change.Refusal;
import dev.gatehouse.acl.change.Validation;
import dev.gatehouse.acl.engine.AccessView;
import dev.gatehouse.acl.engine.Batch;
import dev.gatehouse.idp.api.EntityTag;
import java.util.List;
import java.util.Optional;

/**
 * What must be so of a thing for it to be written. It is asked about the model that the write is then made upon, and again
 * when another record came first, so nothing comes between the question and the write.
 */
final class Demand implements Batch.Guard {

    private final Thing thing;
    private final EntityTag.Precondition precondition;
    private volatile boolean existed;

    Demand(Thing thing, EntityTag.Precondition precondition) {
        this.thing = thing;
        this.precondition = precondition;
    }

    /** Whether the thing was there in the model that was last asked about. */
    boolean existed() {
        return existed;
    }

    @Override
    public Optional<Validation.Refused> refusal(AccessView before, List<Change> changes) {
        Optional<String> tag = thing.tag().apply(before);
        existed = tag.isPresent();
        if (!existed && thing.presence() == Thing.Presence.NEEDED) {
            return refused(changes, "not-found", "There is no such " + thing.noun());
        }
        return precondition.allows(tag)
                ? Optional.empty()
                : refused(changes, "stale", "It is not as If-Match or If-None-Match demands; read it again");
    }

    private static Optional<Validation.Refused> refused(List<Change> changes, String code, String message) {
        return Optional.of(new Validation.Refused(0, changes.getFirst(), new Refusal.NotAsDemanded(code, message)));
    }
}
