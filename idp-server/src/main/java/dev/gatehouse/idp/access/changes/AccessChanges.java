package dev.gatehouse.idp.access.changes;

import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.change.Validation;
import dev.gatehouse.acl.engine.Batch;
import dev.gatehouse.acl.engine.Commit;
import dev.gatehouse.acl.preview.PreviewDigest;
import dev.gatehouse.idp.access.AccessDifferences;
import dev.gatehouse.idp.access.CallerSubject;
import dev.gatehouse.idp.access.ChangeGuard;
import dev.gatehouse.idp.access.log.AccessChangeWitness;
import dev.gatehouse.idp.access.log.FollowedEngine;
import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.audit.AuditTrail.Effect;
import dev.gatehouse.idp.audit.ChangeEvent;
import dev.gatehouse.idp.audit.EventId;
import dev.gatehouse.idp.audit.FieldChange;
import dev.gatehouse.idp.audit.Target;
import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.tokens.Caller;
import java.time.Clock;
import java.util.List;
import java.util.Map;
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
        ChangeEvent intent = intent(wish.workspace());
        return trail.change(wish.caller().actor(), intent, change -> {
            if (key.isPresent() && !calls.begin(key.get(), change)) {
                return new Effect<>(KEY_IN_USE, intent.refused("idempotency-key-in-use"));
            }
            Effect<Commit> effect = commit(wish, intent, change);
            Made made = made(effect.result());
            key.ifPresent(used -> remember(used, made, change));
            return new Effect<>(made, effect.outcome());
        });
    }

    /**
     * Makes all of the changes or none, as one of the records of an import.
     *
     * @param importId the audit event with which the import began
     */
    public Commit makePart(Caller caller, WorkspaceId workspace, List<Change> changes, EventId importId) {
        ChangeEvent intent = intent(workspace).noting(Map.of("access.import", importId.value()));
        Wish wish = new Wish(caller, workspace, changes, Optional.empty());
        return trail.change(caller.actor(), intent, change -> commit(wish, intent, change));
    }

    static ChangeEvent intent(WorkspaceId workspace) {
        return ChangeEvent.intent(
                "access.changed", new Target(AccessChangeWitness.TARGET, workspace.value()), workspace.value());
    }

    /** What may end otherwise when it is tried again is not kept. */
    private void remember(IdempotentCalls.Key key, Made made, ChangeId change) {
        if (made.equals(CONTENDED)) {
            calls.forget(key, change);
        } else {
            calls.end(key, made, change);
        }
    }

    private Effect<Commit> commit(Wish wish, ChangeEvent intent, ChangeId change) {
        Subject actor = CallerSubject.of(wish.caller());
        Batch batch =
                new Batch(actor.toString(), change.value(), wish.changes(), new ChangeGuard(actor, clock.instant()));
        Commit commit = wish.expected()
                .map(digest -> engine.commit(wish.workspace(), batch, digest))
                .orElseGet(() -> engine.commit(wish.workspace(), batch));
        return new Effect<>(commit, outcome(commit, intent, wish.caller(), change));
    }

    /** As the trail has it. What does not fit into one record goes before it, in records of its own. */
    private ChangeEvent outcome(Commit commit, ChangeEvent intent, Caller caller, ChangeId change) {
        if (commit instanceof Commit.Committed committed) {
            List<List<FieldChange>> parts =
                    AccessDifferences.parts(committed.record().changes());
            for (int i = 0; i < parts.size() - 1; i++) {
                trail.record(caller.actor(), intent.part(parts.get(i), change.value(), i + 1, parts.size()));
            }
            if (parts.size() > 1) {
                return intent.part(parts.getLast(), change.value(), parts.size(), parts.size())
                        .as(intent.action());
            }
        }
        return outcome(commit, intent);
    }

    /** As the trail has it, of changes that fit into one record. */
    static ChangeEvent outcome(Commit commit, ChangeEvent intent) {
        return switch (commit) {
            case Commit.Committed committed ->
                intent.succeeded(AccessDifferences.of(committed.record().changes()));
            case Commit.AlreadyTrue already -> intent.succeeded(List.of());
            case Commit.Refused(Validation.Refused refused) ->
                intent.refused(refused.refusal().code());
            case Commit.Contended contended -> intent.failed("contended");
        };
    }

    private static Made made(Commit commit) {
        return switch (commit) {
            case Commit.Committed committed -> Made.at(committed.revision());
            case Commit.AlreadyTrue already -> Made.at(already.revision());
            case Commit.Refused(Validation.Refused refused) -> Made.refused(refused);
            case Commit.Contended contended -> CONTENDED;
        };
    }
}
