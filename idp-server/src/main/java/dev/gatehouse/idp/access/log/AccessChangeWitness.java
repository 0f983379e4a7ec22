package dev.gatehouse.idp.access.log;

import dev.gatehouse.idp.audit.ChangeWitness;
import dev.gatehouse.idp.audit.Target;
import dev.gatehouse.idp.storage.ChangeId;

/** Tells after a crash whether announced changes of a workspace's access model are in its log. */
public final class AccessChangeWitness implements ChangeWitness {

    /** The type of target that changes of access models have; the target's id is the workspace's. */
    public static final String TARGET = "access-model";

    private final StoredAccessLog accessLog;

    public AccessChangeWitness(StoredAccessLog accessLog) {
        this.accessLog = accessLog;
    }

    @Override
    public String targetType() {
        return TARGET;
    }

    /** A record stays for ever, so its absence says as much as its presence. Changes that were true already left none. */
    @Override
    public Verdict verdict(String action, Target target, ChangeId change) {
        return accessLog.announcedBy(change).isPresent() ? Verdict.HAPPENED : Verdict.DID_NOT_HAPPEN;
    }
}
