package dev.gatehouse.idp.audit.verify;

import org.jspecify.annotations.Nullable;

/**
 * A signing key as the store publishes it; nothing of it is believed before its id, its public half and its endorsement
 * were checked.
 *
 * @param publicKey base64 of the SubjectPublicKeyInfo
 * @param endorsedBy the id of the key before
 * @param endorsement base64 of that key's signature
 */
public record PublishedKey(
        String id,
        String publicKey,
        @Nullable String endorsedBy,
        @Nullable String endorsement) {}
