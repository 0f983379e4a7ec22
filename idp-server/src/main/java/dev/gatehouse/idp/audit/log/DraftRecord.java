package dev.gatehouse.idp.audit.log;

import org.jspecify.annotations.Nullable;

/**
 * An event that waits for its place in a chain.
 *
 * @param columns what the store can be asked for; each repeats a value of the event
 * @param event the event as a canonical JSON object
 * @param mark what the event means for the chain
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and never changed after it was built
public record DraftRecord(Columns columns, byte[] event, Mark mark) {

    /** Beyond this a record is refused: changes of that size belong into a store of their own. */
    public static final int MAX_EVENT_BYTES = 256 * 1024;

    public DraftRecord {
        if (event.length > MAX_EVENT_BYTES) {
            throw new IllegalArgumentException("an audit event of " + event.length + " bytes is over the limit of "
                    + MAX_EVENT_BYTES + ": " + columns.action());
        }
    }

    /**
     * What the store can be asked for.
     *
     * @param retention the retention class, which is also the chain's
     * @param target null where the store is not asked for it
     * @param source a keyed hash of the source's address; null where the store is not asked for it
     */
    public record Columns(
            String id,
            String retention,
            String action,
            String outcome,
            String actor,
            @Nullable String target,
            String workspace,
            String requestId,
            @Nullable String source) {}

    /** What an event means for the chain. */
    public sealed interface Mark {

        /** Nothing beyond itself. */
        record None() implements Mark {}

        /** A change is announced, and its outcome will follow. */
        record Intent() implements Mark {}

        /** The outcome of the change that the event of this id announced. */
        record OutcomeOf(String intent) implements Mark {}

        /** The same, found out by recovery: dropped when the intent has got its outcome in the meantime. */
        record RecoveredOutcomeOf(String intent) implements Mark {}

        /** The last record of its chain. */
        record ChainEnd() implements Mark {}
    }
}
