package dev.gatehouse.idp.keys;

import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.audit.ChangeEvent;
import dev.gatehouse.idp.audit.FieldChange;
import dev.gatehouse.idp.audit.Target;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Creates the first key of an algorithm and the successors, each on record in the audit trail. */
final class KeyRotation {

    static final String TARGET_TYPE = "signing-key";
    static final String DELETED = "signing-key.deleted";
    private static final String CREATED = "signing-key.created";
    private static final String ROTATED = "signing-key.rotated";
    private static final String LOST_RACE = "successor-exists";
    private static final String WORKSPACE = "system";

    private final SigningKeyStore store;
    private final KeyRingCache cache;
    private final KeySchedule schedule;
    private final AuditTrail trail;
    private final Clock clock;

    KeyRotation(SigningKeyStore store, KeyRingCache cache, KeySchedule schedule, AuditTrail trail, Clock clock) {
        this.store = store;
        this.cache = cache;
        this.schedule = schedule;
        this.trail = trail;
        this.clock = clock;
    }

    /** Makes sure that an algorithm has a key. The first one signs at once: nobody knows another. */
    void createFirst(SigningAlgorithm algorithm) {
        if (cache.ring().newest(algorithm).isEmpty()) {
            Instant now = clock.instant();
            add(Actor.system(), CREATED, NewSigningKey.generate(algorithm, 1, now, now), null);
        }
    }

    /** Publishes a successor, unless one is published already that does not sign yet. */
    RotationResult rotate(Actor actor, SigningAlgorithm algorithm) {
        cache.refresh();
        createFirst(algorithm);
        SigningKey newest = newest(algorithm);
        Instant now = clock.instant();
        if (newest.stateAt(now) == SigningKeyState.PUBLISHED) {
            return new RotationResult.AlreadyPublished(newest);
        }
        NewSigningKey next =
                NewSigningKey.generate(algorithm, newest.number() + 1, now, now.plus(schedule.publishAhead()));
        return add(actor, ROTATED, next, newest.id())
                ? new RotationResult.Published(newest(algorithm))
                : new RotationResult.AlreadyPublished(newest(algorithm));
    }

    /** Publishes the successors that the schedule asks for. */
    void rotateWhenDue(Duration late) {
        for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
            Instant due = schedule.successorDue(newest(algorithm).signsFrom()).plus(late);
            if (!clock.instant().isBefore(due)) {
                rotate(Actor.system(), algorithm);
            }
        }
    }

    /** Deletes the keys that retired long ago. */
    void deleteRetired() {
        Instant now = clock.instant();
        for (SigningKey key : cache.ring().keys()) {
            if (key.retiresAt() != null && !now.isBefore(schedule.deletion(key.retiresAt()))) {
                ChangeEvent intent = ChangeEvent.intent(DELETED, target(key.id()), WORKSPACE);
                trail.change(Actor.system(), intent, _ -> {
                    boolean deleted = store.delete(key.id());
                    return new AuditTrail.Effect<>(
                            deleted, deleted ? intent.succeeded(List.of()) : intent.refused("already-deleted"));
                });
            }
        }
    }

    /** Whether this node's key became the one of its number; either way it is known here when this returns. */
    private boolean add(Actor actor, String action, NewSigningKey key, @Nullable KeyId predecessor) {
        ChangeEvent intent = ChangeEvent.intent(action, target(key.id()), WORKSPACE);
        boolean added = trail.change(actor, intent, change -> {
            boolean inserted = store.insert(key, change);
            return new AuditTrail.Effect<>(
                    inserted, inserted ? intent.succeeded(changes(key, predecessor)) : intent.refused(LOST_RACE));
        });
        cache.refresh();
        return added;
    }

    private SigningKey newest(SigningAlgorithm algorithm) {
        return cache.ring()
                .newest(algorithm)
                .orElseThrow(() -> new IllegalStateException("there is no signing key for " + algorithm));
    }

    private static Target target(KeyId id) {
        return new Target(TARGET_TYPE, id.value());
    }

    private static List<FieldChange> changes(NewSigningKey key, @Nullable KeyId predecessor) {
        var changes = new ArrayList<FieldChange>();
        changes.add(new FieldChange("algorithm", null, key.algorithm().jws().getName(), false));
        changes.add(new FieldChange("signsFrom", null, key.signsFrom().toString(), false));
        if (predecessor != null) {
            changes.add(
                    new FieldChange("signingKey", predecessor.value(), key.id().value(), false));
        }
        return changes;
    }
}
