package dev.gatehouse.idp.audit;

import dev.gatehouse.idp.storage.DocumentType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One record of the trail as it is stored; its id is the event's. Every column but {@code head} repeats a value of
 * {@code record}, so that the store can be asked for it; what counts is {@code record}.
 *
 * <p>Introspected tokens are as many as the requests, so an index of them would cost each request a page of its own.
 * Therefore these records have no {@code target} column ({@link #isFoundByTarget}); they are found by the others.
 *
 * @param retention the retention class
 * @param actor the id of the actor, without its type
 * @param target the id of the target, without its type
 * @param source a keyed hash of the source's address, under a key of its UTC day
 * @param record the canonical bytes that the chain hashes
 * @param head the signature over the chain up to here, on the last record of a group
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and never changed after it was read
record AuditRecord(
        String chain,
        long seq,
        Instant time,
        Instant expireAt,
        String retention,
        String action,
        String outcome,
        String actor,
        @Nullable String target,
        String workspace,
        String requestId,
        @Nullable String source,
        byte[] record,
        @Nullable String head) {

    static final String CHAIN_SEQ = "chain_seq";
    static final String BY_TIME = "time";
    static final String BY_ACTION = "action";
    static final String BY_ACTOR = "actor";
    static final String BY_TARGET = "target";
    static final String BY_WORKSPACE = "workspace";

    static final DocumentType<AuditRecord> TYPE = DocumentType.named("audit_records", AuditRecord.class)
            .unique(CHAIN_SEQ, "chain", "seq")
            .deferredIndex(BY_TIME, "time")
            .deferredIndex(BY_ACTION, "action", "time")
            .deferredIndex(BY_ACTOR, "actor", "time")
            .deferredIndex(BY_TARGET, "target", "time")
            .deferredIndex(BY_WORKSPACE, "workspace", "time")
            .expiringAt("expireAt")
            .appendOnly()
            .build();

    /** Whether the record of this event can be found by its target. */
    static boolean isFoundByTarget(AuditEvent event) {
        return event.retention() != RetentionClass.TRAFFIC || !event.action().startsWith("token.");
    }
}
