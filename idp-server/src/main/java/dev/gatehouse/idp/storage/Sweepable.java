package dev.gatehouse.idp.storage;

import java.time.Instant;

/** A store whose expired documents have to be removed from time to time. */
public interface Sweepable {

    /**
     * Removes documents that have expired at {@code now}, at most {@code limit} of each open collection, and gives the
     * space back.
     *
     * @return the most that were removed from one collection; less than the limit when nothing is left to remove
     */
    int sweep(Instant now, int limit);
}
