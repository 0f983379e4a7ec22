package dev.gatehouse.idp.keys;

import dev.gatehouse.idp.audit.ChangeWitness;
import dev.gatehouse.idp.audit.Target;
import dev.gatehouse.idp.secrets.MasterKeyRotation;
import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.DocumentStore;

/** Tells whether a rotation of the master key that was announced has come to its end. */
public record MasterKeyWitness(DocumentStore store) implements ChangeWitness {

    @Override
    public String targetType() {
        return AuditedMasterKeyRotation.TARGET_TYPE;
    }

    @Override
    public Verdict verdict(String action, Target target, ChangeId change) {
        return switch (MasterKeyRotation.progress(store, target.id())) {
            case NOT_BEGUN -> Verdict.DID_NOT_HAPPEN;
            case UNDER_WAY -> Verdict.CANNOT_TELL;
            case COMPLETE -> Verdict.HAPPENED;
        };
    }
}
