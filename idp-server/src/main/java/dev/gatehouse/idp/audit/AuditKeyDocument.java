package dev.gatehouse.idp.audit;

import dev.gatehouse.idp.secrets.SealedField;
import dev.gatehouse.idp.storage.DocumentType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key that signs heads. The document's id is the key's: base64url SHA-256 of its public half.
 *
 * @param number 1 for the first key; the largest number signs
 * @param publicKey base64 of the SubjectPublicKeyInfo (RFC 8410 section 4)
 * @param privateKey the PKCS #8 form, encrypted
 * @param endorsedBy the id of the key before
 * @param endorsement base64 of that key's signature over the change of keys
 */
record AuditKeyDocument(
        long number,
        String publicKey,
        SealedField privateKey,
        Instant createdAt,
        @Nullable String endorsedBy,
        @Nullable String endorsement) {

    static final String BY_NUMBER = "number";
    static final String PRIVATE_KEY_FIELD = "privateKey";

    static final DocumentType<AuditKeyDocument> TYPE = DocumentType.named("audit_signing_keys", AuditKeyDocument.class)
            .unique(BY_NUMBER, "number")
            .build();
}
