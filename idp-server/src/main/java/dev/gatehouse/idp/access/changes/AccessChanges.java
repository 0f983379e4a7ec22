package dev.gatehouse.idp.access.changes;

import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.change.Validation;
import dev.gatehouse.acl.engine.Batch;
import dev.gatehouse.acl.engine.ChangeRights;
import dev.gatehouse.acl.engine.Commit;
import dev.gatehouse.acl.preview.PreviewDigest;
import dev.gatehouse.idp.access.AccessDifferences;
import dev.gatehouse.idp.access.CallerSubject;
import dev.gatehouse.idp.access.log.AccessChangeWitness;
import dev.gatehouse.idp.access.log.FollowedEngine;
import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.audit.AuditTrail.Effect;
import dev.gatehouse.idp.audit.ChangeEvent;
import dev.gatehouse.idp.audit.Target;
import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.tokens.Caller;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Makes changes of an access model as a caller may, on record with the essence of each. */
public final class AccessChanges {

    private static final Made CONTENDED =
            new Made.NotMade("contended", "Others keep changing the workspace; nothing was changed, try again", 0);
    private static final Made KEY_IN_USE =
            new Made.NotMade("idempotency-key-in-use", "A call with this key is being carried out", 0);

    private final FollowedEngine engine;
    private final IdempotentCalls calls;
    private final AuditTrail trail;
    private final Clock clock;

    public AccessChanges(FollowedEngine engine, IdempotentCalls calls, AuditTrail trail, Clock clock) {
        this.engine = engine;
        this.calls = calls;
        this.trail = trail;
        this.clock = clock;
    }

    /**
     * Changes that a caller wants to make.
     *
     * @param expected they are made only if they do what this preview showed; empty: whatever they do
     */
    record Wish(Caller caller, WorkspaceId workspace, List<Change> changes, Optional<PreviewDigest> expected) {
        Wish {
            changes = List.copyOf(changes);
        }
    }

    /** Makes all of the changes or none. */
    Made make(Wish wish, Optional<IdempotentCalls.Key> key) {
        WorkspaceId workspace = wish.workspace();
        ChangeEvent intent = ChangeEvent.intent(
                "access.changed", new Target(AccessChangeWitness.TARGET, workspace.value()), workspace.value());
        return trail.change(wish.caller().actor(), intent, change -> {
            if (key.isPresent() && !calls.begin(key.get(), change)) {
                return new Effect<>(KEY_IN_USE, intent.refused("idempotency-key-in-use"));
            }
            Effect<Made> effect = effect(commit(wish, change), intent);
            key.ifPresent(used -> remember(used, effect.result(), change));
            return effect;
        });
    }

    /** What may end otherwise when it is tried again is not kept. */
    private void remember(IdempotentCalls.Key key, Made made, ChangeId change) {
        if (made.equals(CONTENDED)) {
            calls.forget(key, change);
        } else {
            calls.end(key, made, change);
        }
    }

    private Commit commit(Wish wish, ChangeId change) {
        Subject actor = CallerSubject.of(wish.caller());
        Batch batch =
                new Batch(actor.toString(), change.value(), wish.changes(), new ChangeRights(actor, clock.instant()));
        return wish.expected()
                .map(digest -> engine.commit(wish.workspace(), batch, digest))
                .orElseGet(() -> engine.commit(wish.workspace(), batch));
    }

    private static Effect<Made> effect(Commit commit, ChangeEvent intent) {
        return switch (commit) {
            case Commit.Committed committed ->
                new Effect<>(
                        Made.at(committed.revision()),
                        intent.succeeded(AccessDifferences.of(committed.record().changes())));
            case Commit.AlreadyTrue already -> new Effect<>(Made.at(already.revision()), intent.succeeded(List.of()));
            case Commit.Refused(Validation.Refused refused) ->
                new Effect<>(
                        Made.refused(refused), intent.refused(refused.refusal().code()));
            case Commit.Contended contended -> new Effect<>(CONTENDED, intent.failed("contended"));
        };
    }
}
