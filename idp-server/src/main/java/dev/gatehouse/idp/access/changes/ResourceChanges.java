package dev.gatehouse.idp.access.changes;

import dev.gatehouse.acl.Revision;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.change.Validation;
import dev.gatehouse.acl.engine.Batch;
import dev.gatehouse.acl.engine.ChangeRights;
import dev.gatehouse.acl.engine.Commit;
import dev.gatehouse.idp.access.AccessDifferences;
import dev.gatehouse.idp.access.CallerSubject;
import dev.gatehouse.idp.access.log.AccessChangeWitness;
import dev.gatehouse.idp.access.log.FollowedEngine;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Refusal;
import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.audit.AuditTrail.Effect;
import dev.gatehouse.idp.audit.ChangeEvent;
import dev.gatehouse.idp.audit.Target;
import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.tokens.Caller;
import java.time.Clock;
import java.util.List;
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
     * Makes the change.
     *
     * @param demand of the caller, asked about the model that the change is then made upon
     * @param already why that it was so already is a refusal; empty: it is none
     */
    public Checked<Done> make(
            Caller caller, WorkspaceId workspace, Change change, Batch.Guard demand, Optional<Refusal> already) {
        ChangeEvent intent = ChangeEvent.intent(
                "access.changed", new Target(AccessChangeWitness.TARGET, workspace.value()), workspace.value());
        return trail.change(
                caller.actor(),
                intent,
                id -> effect(engine.commit(workspace, batch(caller, change, demand, id)), already, intent));
    }

    private Batch batch(Caller caller, Change change, Batch.Guard demand, ChangeId id) {
        Subject actor = CallerSubject.of(caller);
        var rights = new ChangeRights(actor, clock.instant());
        return new Batch(
                actor.toString(),
                id.value(),
                List.of(change),
                (before, changes) -> rights.refusal(before, changes).or(() -> demand.refusal(before, changes)));
    }

    private static Effect<Checked<Done>> effect(Commit commit, Optional<Refusal> already, ChangeEvent intent) {
        return switch (commit) {
            case Commit.Committed committed ->
                new Effect<>(
                        new Checked.Valid<>(new Done(committed.revision(), true)),
                        intent.succeeded(AccessDifferences.of(committed.record().changes())));
            case Commit.AlreadyTrue(Revision revision) ->
                already.map(refusal -> refused(refusal, intent))
                        .orElseGet(() -> new Effect<>(
                                new Checked.Valid<>(new Done(revision, false)), intent.succeeded(List.of())));
            case Commit.Refused(Validation.Refused refused) ->
                refused(refusal(refused.refusal().code(), refused.refusal().message()), intent);
            case Commit.Contended contended ->
                new Effect<>(
                        new Checked.Refused<>(Refusal.conflict(
                                "contended", "Others keep changing the workspace; nothing was changed, try again.")),
                        intent.failed("contended"));
        };
    }

    private static Effect<Checked<Done>> refused(Refusal refusal, ChangeEvent intent) {
        return new Effect<>(new Checked.Refused<>(refusal), intent.refused(refusal.code()));
    }

    private static Refusal refusal(String code, String message) {
        int status = switch (code) {
            case "not-permitted" -> 403;
            case "not-found" -> 404;
            case "stale" -> 412;
            default -> 409;
        };
        return new Refusal(status, code, message + ".");
    }
}
