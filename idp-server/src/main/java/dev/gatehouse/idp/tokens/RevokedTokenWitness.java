package dev.gatehouse.idp.tokens;

import dev.gatehouse.idp.audit.ChangeWitness;
import dev.gatehouse.idp.audit.Target;
import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.DocumentStore;

/** Tells after a crash whether an announced revocation of a token is in the log. */
public final class RevokedTokenWitness implements ChangeWitness {

    private final RevocationLog revocations;

    public RevokedTokenWitness(DocumentStore store) {
        revocations = new RevocationLog(store);
    }

    @Override
    public String targetType() {
        return "token";
    }

    @Override
    public Verdict verdict(String action, Target target, ChangeId change) {
        return revocations.holds(Revocation.Kind.TOKEN, target.id(), change)
                ? Verdict.HAPPENED
                : Verdict.DID_NOT_HAPPEN;
    }
}
