package dev.gatehouse.idp.audit;

import dev.gatehouse.idp.storage.DocumentStore;
import java.util.List;
import java.util.Set;

/** The succession of the keys that sign heads, on record in the trail that they sign. */
public final class AuditKeyRotation {

    private static final String TARGET_TYPE = "audit-key";
    private static final String ROTATED = "audit-key.rotated";
    private static final String WORKSPACE = "system";

    private final AuditSigningKeys keys;
    private final AuditTrail trail;

    AuditKeyRotation(AuditSigningKeys keys, AuditTrail trail) {
        this.keys = keys;
        this.trail = trail;
    }

    /**
     * How a rotation ended.
     *
     * @param key the key that signs from now on
     * @param created false when another node made it at the same time
     */
    public record Rotated(AuditKey key, boolean created) {}

    /** The oldest first. */
    public List<AuditKey> keys() {
        return keys.list();
    }

    /** Makes a key, has it signed by the one in force, and signs heads with it from now on. */
    public Rotated rotate(Actor actor) {
        AuditSigningKeys.Candidate next = keys.candidate();
        var intent = ChangeEvent.intent(ROTATED, new Target(TARGET_TYPE, next.id()), WORKSPACE);
        return trail.change(actor, intent, change -> {
            String before = keys.current().keyId();
            boolean created = keys.install(next, change);
            ChangeEvent outcome = created
                    ? intent.succeeded(List.of(new FieldChange("signedBy", before, next.id(), false)))
                    : intent.refused("another-rotation-was-first");
            return new AuditTrail.Effect<>(new Rotated(keys.list().getLast(), created), outcome);
        });
    }

    static ChangeWitness witness(DocumentStore auditDocuments) {
        return new DocumentWitness(TARGET_TYPE, auditDocuments.open(AuditKeyDocument.TYPE), Set.of());
    }
}
