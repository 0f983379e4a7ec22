package dev.gatehouse.idp.audit;

import dev.gatehouse.idp.secrets.SealedField;
import dev.gatehouse.idp.storage.DocumentType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stored key for values of the trail; the document's id says whose it is.
 *
 * @param keyId how records name it
 * @param expireAt when the last record that needs it has left; null for a key that lives as long as its person
 */
record ValueKeyDocument(
        String keyId, SealedField key, @Nullable Instant expireAt) {

    static final String BY_KEY_ID = "key_id";
    static final String KEY_FIELD = "key";

    /** One key a person: {@code user:<subject>}, {@code service:<client>}. */
    static final DocumentType<ValueKeyDocument> OF_PERSONS = DocumentType.named(
                    "audit_person_keys", ValueKeyDocument.class)
            .unique(BY_KEY_ID, "keyId")
            .build();

    /** Keys of a UTC day: {@code lookup:2026-01-31}, {@code strangers:2026-01-31}. */
    static final DocumentType<ValueKeyDocument> OF_DAYS = DocumentType.named("audit_day_keys", ValueKeyDocument.class)
            .unique(BY_KEY_ID, "keyId")
            .expiringAt("expireAt")
            .build();
}
