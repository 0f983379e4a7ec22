package dev.gatehouse.idp.audit;

import dev.gatehouse.idp.storage.ChangeId;
import java.util.function.Function;

/**
 * The audit trail: no answer without a record.
 *
 * <p>Both methods take the request's id, source and trace from {@link RequestContext}. They return when the record is
 * durable and throw {@link AuditUnavailable} when it could not be made durable in time; a caller MUST NOT answer with
 * success then.
 */
public interface AuditTrail {

    /** Records what changes nothing stored; the id of the event. */
    EventId record(Actor actor, AuditEvent event);

    /**
     * Records the intent, then acts, then records the outcome.
     *
     * <p>{@code act} MUST pass the change id to every write that it makes, so that recovery can tell whether it
     * happened. When the intent cannot be recorded {@code act} does not run. When the outcome cannot be recorded
     * {@link OutcomeUnrecorded} is thrown, and the change may stand.
     */
    <R> R change(Actor actor, ChangeEvent intent, Function<ChangeId, Effect<R>> act);

    /** What an action did, and how its outcome is recorded. */
    record Effect<R>(R result, ChangeEvent outcome) {}
}
