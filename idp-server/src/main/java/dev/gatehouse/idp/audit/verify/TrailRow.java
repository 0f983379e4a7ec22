package dev.gatehouse.idp.audit.verify;

import org.jspecify.annotations.Nullable;

/**
 * A row as the store holds it.
 *
 * @param time microseconds since 1970
 * @param expireAt microseconds since 1970
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and never changed after it was read
public record TrailRow(
        String id,
        String chain,
        long seq,
        long time,
        long expireAt,
        String retention,
        String action,
        String outcome,
        String actor,
        @Nullable String target,
        String workspace,
        String requestId,
        @Nullable String source,
        byte[] record,
        @Nullable String head) {}
