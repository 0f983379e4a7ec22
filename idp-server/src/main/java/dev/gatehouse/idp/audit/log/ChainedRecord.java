package dev.gatehouse.idp.audit.log;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record in its place.
 *
 * @param time microseconds since 1970
 * @param expireAt when it leaves; part of what is hashed
 * @param canonical the bytes that are hashed, RFC 8785
 * @param hash SHA-256 over the record domain byte and {@code canonical}
 * @param head {@code <key id>:<base64url signature>} on the last record of a group
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and never changed after it was built
public record ChainedRecord(
        DraftRecord draft,
        ChainId chain,
        long seq,
        long time,
        Instant expireAt,
        byte[] canonical,
        byte[] hash,
        @Nullable String head) {}
