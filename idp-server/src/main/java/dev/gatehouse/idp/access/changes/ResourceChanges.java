package dev.gatehouse.idp.access.changes;

import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Revision;
import dev.gatehouse.acl.Rights;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.change.Refusal.NotPermitted;
import dev.gatehouse.acl.change.Validation;
import dev.gatehouse.acl.engine.AccessView;
import dev.gatehouse.acl.engine.Batch;
import dev.gatehouse.acl.engine.Commit;
import dev.gatehouse.idp.access.CallerSubject;
import dev.gatehouse.idp.access.ChangeGuard;
import dev.gatehouse.idp.access.log.FollowedEngine;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Refusal;
import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.audit.AuditTrail.Effect;
import dev.gatehouse.idp.audit.ChangeEvent;
import dev.gatehouse.idp.tokens.Caller;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes one change to one thing that a path names. Who may is decided as for any other change, and first: whether the thing
 * is as the caller demands is told only to those who may make the change.
 */
public final class ResourceChanges {

    private final FollowedEngine engine;
    private final AuditTrail trail;
    private final Clock clock;

    public ResourceChanges(FollowedEngine engine, AuditTrail trail, Clock clock) {
        this.engine = engine;
        this.trail = trail;
        this.clock = clock;
    }

    /**
     * It is so at this revision.
     *
     * @param changed false: it was so already
     */
    public record Done(Revision revision, boolean changed) {}

    /**
     * Makes the change, on record with what was asked for. What the guest may not do is nobody's attempt: anybody can make
     * it, and it is counted as all that nobody is refused.
     *
     * @param before the workspace as it is now
     * @param demand of the caller, asked about the model that the change is then made upon
     * @param already why that it was so already is a refusal; empty: it is none
     */
    public Checked<Done> make(
            Caller caller, AccessView before, Change change, Batch.Guard demand, Optional<Refusal> already) {
        var guard = new ChangeGuard(CallerSubject.of(caller), clock.instant());
        if (caller.equals(Caller.GUEST)) {
            Optional<Validation.Refused> lacking = guard.refusal(before, List.of(change));
            if (lacking.isPresent()) {
                return new Checked.Refused<>(refusal(lacking.get().refusal()));
            }
        }
        ChangeEvent intent = AccessChanges.intent(before.workspace())
                .noting(Map.of("access.asked", ChangeJson.of(change).toString()));
        Batch.Guard guards = (view, changes) -> guard.refusal(view, changes).or(() -> demand.refusal(view, changes));
        return trail.change(caller.actor(), intent, id -> {
            var batch = new Batch(CallerSubject.of(caller).toString(), id.value(), List.of(change), guards);
            return effect(engine.commit(before.workspace(), batch), already, intent);
        });
    }

    private static Effect<Checked<Done>> effect(Commit commit, Optional<Refusal> already, ChangeEvent intent) {
        ChangeEvent outcome = AccessChanges.outcome(commit, intent);
        return switch (commit) {
            case Commit.Committed committed ->
                new Effect<>(new Checked.Valid<>(new Done(committed.revision(), true)), outcome);
            case Commit.AlreadyTrue(Revision revision) ->
                already.map(refusal -> new Effect<Checked<Done>>(
                                new Checked.Refused<>(refusal), intent.refused(refusal.code())))
                        .orElseGet(() -> new Effect<>(new Checked.Valid<>(new Done(revision, false)), outcome));
            case Commit.Refused(Validation.Refused refused) ->
                new Effect<>(new Checked.Refused<>(refusal(refused.refusal())), outcome);
            case Commit.Contended contended ->
                new Effect<>(
                        new Checked.Refused<>(Refusal.conflict(
                                "contended", "Others keep changing the workspace; nothing was changed, try again.")),
                        outcome);
        };
    }

    private static Refusal refusal(dev.gatehouse.acl.change.Refusal refused) {
        Optional<Refusal.Missing> missing = refused instanceof NotPermitted(Rights rights, ObjectRef object)
                ? Optional.of(new Refusal.Missing(rights.toString(), object.toString()))
                : Optional.empty();
        int status = switch (refused.code()) {
            case "not-permitted" -> 403;
            case "not-found" -> 404;
            case "stale" -> 412;
            default -> 409;
        };
        return new Refusal(status, refused.code(), refused.message() + ".", List.of(), missing);
    }
}
