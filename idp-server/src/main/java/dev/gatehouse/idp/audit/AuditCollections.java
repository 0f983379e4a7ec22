package dev.gatehouse.idp.audit;

import dev.gatehouse.idp.secrets.SealedCollection;
import dev.gatehouse.idp.storage.DocumentStore;
import java.util.List;

/** The collections of the trail that have encrypted fields, for whoever encrypts all fields anew. */
public final class AuditCollections {

    private AuditCollections() {}

    public static List<SealedCollection> sealed(DocumentStore documents, DocumentStore auditDocuments) {
        return List.of(
                new SealedCollection(documents, ValueKeyDocument.OF_PERSONS),
                new SealedCollection(documents, ValueKeyDocument.OF_DAYS),
                new SealedCollection(auditDocuments, AuditKeyDocument.TYPE));
    }
}
