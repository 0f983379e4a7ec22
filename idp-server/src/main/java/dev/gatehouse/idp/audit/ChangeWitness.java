package dev.gatehouse.idp.audit;

import dev.gatehouse.idp.storage.ChangeId;

/**
 * Can tell whether an announced change happened, by looking for its id where the change would have written it. Asked
 * only when the outcome of a change is not on record.
 */
public interface ChangeWitness {

    /** The type of target whose changes it knows: {@code client}, {@code user}. */
    String targetType();

    /** Whether the change stands. MUST NOT answer that it did not when a later change may have overwritten its id. */
    Verdict verdict(String action, Target target, ChangeId change);

    /** What a witness can say. */
    enum Verdict {
        HAPPENED,
        DID_NOT_HAPPEN,
        CANNOT_TELL
    }
}
