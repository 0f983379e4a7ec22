package dev.gatehouse.idp.audit;

import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.Query;
import dev.gatehouse.idp.storage.Stored;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The public side of a key that signs heads.
 *
 * @param id base64url SHA-256 of its public half
 * @param number 1 for the first; the largest signs
 * @param endorsedBy the id of the key before, which has signed this one; the first has none
 */
public record AuditKey(String id, long number, Instant createdAt, Optional<String> endorsedBy) {

    static AuditKey of(Stored<AuditKeyDocument> stored) {
        AuditKeyDocument document = stored.value();
        return new AuditKey(
                stored.id(), document.number(), document.createdAt(), Optional.ofNullable(document.endorsedBy()));
    }

    /** All keys in the store of a trail, the oldest first. */
    public static List<AuditKey> storedIn(DocumentStore auditDocuments) {
        return auditDocuments.open(AuditKeyDocument.TYPE).find(Query.by(AuditKeyDocument.BY_NUMBER)).items().stream()
                .map(AuditKey::of)
                .toList();
    }
}
