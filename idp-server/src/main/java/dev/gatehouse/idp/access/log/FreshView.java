package dev.gatehouse.idp.access.log;

import dev.gatehouse.acl.Revision;
import dev.gatehouse.acl.engine.AccessView;

/** What became of asking for a view that is fresh enough. */
public sealed interface FreshView {

    /** It is at least as fresh as was asked for. */
    record Reached(AccessView view) implements FreshView {}

    /**
     * The logs do not reach that far, so the revision is not one of theirs.
     *
     * @param head how far they reach
     */
    record RevisionUnknown(Revision head) implements FreshView {}

    /** The logs could not be read in time. Nothing older is answered instead. */
    record NotReached() implements FreshView {}
}
