package dev.gatehouse.idp.keys;

import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.audit.ChangeEvent;
import dev.gatehouse.idp.audit.FieldChange;
import dev.gatehouse.idp.audit.Target;
import dev.gatehouse.idp.secrets.MasterKey;
import dev.gatehouse.idp.secrets.MasterKeyRotation;
import java.util.List;
import java.util.function.Consumer;

/** A {@link MasterKeyRotation} on record. */
public final class AuditedMasterKeyRotation {

    static final String TARGET_TYPE = "master-key";
    private static final String ROTATED = "master-key.rotated";
    private static final String WORKSPACE = "system";

    private final MasterKeyRotation rotation;
    private final AuditTrail trail;

    public AuditedMasterKeyRotation(MasterKeyRotation rotation, AuditTrail trail) {
        this.rotation = rotation;
        this.trail = trail;
    }

    /** As {@link MasterKeyRotation#rotate}. Of the keys only their check values are recorded. */
    public MasterKeyRotation.Report rotate(
            Actor actor, MasterKey master, MasterKey next, Runnable putInPlace, Consumer<String> progress) {
        var intent = ChangeEvent.intent(ROTATED, new Target(TARGET_TYPE, next.checkValue()), WORKSPACE);
        return trail.change(actor, intent, change -> {
            MasterKeyRotation.Report report = rotation.rotate(master, next, change, putInPlace, progress);
            return new AuditTrail.Effect<>(
                    report,
                    intent.succeeded(List.of(
                            new FieldChange("masterKey", master.checkValue(), next.checkValue(), false),
                            new FieldChange("rewrapped", null, Integer.toString(report.rewrapped()), false),
                            new FieldChange("reencrypted", null, Integer.toString(report.reencrypted()), false))));
        });
    }
}
