package dev.gatehouse.idp.access.changes;

import dev.gatehouse.idp.storage.DocumentType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call with an {@code Idempotency-Key}, and its answer once there is one. The id is a hash of the caller and the key; the
 * document's change is the audit event that announced the call's changes.
 *
 * @param digest of the call's body and precondition
 * @param revision the answer, when the changes hold
 * @param code the answer, when they were refused
 */
record IdempotentCall(
        String digest,
        Instant startedAt,
        Instant expiresAt,
        @Nullable String revision,
        @Nullable String code,
        @Nullable String detail,
        int index) {

    static final DocumentType<IdempotentCall> TYPE = DocumentType.named("access_calls", IdempotentCall.class)
            .expiringAt("expiresAt")
            .build();

    IdempotentCall answered(Made made) {
        return switch (made) {
            case Made.Holding(String at) -> new IdempotentCall(digest, startedAt, expiresAt, at, null, null, 0);
            case Made.NotMade(String refusal, String sentence, int at) ->
                new IdempotentCall(digest, startedAt, expiresAt, null, refusal, sentence, at);
        };
    }

    /** The answer; null while there is none. */
    @Nullable Made answer() {
        if (revision != null) {
            return new Made.Holding(revision);
        }
        return code == null || detail == null ? null : new Made.NotMade(code, detail, index);
    }
}
