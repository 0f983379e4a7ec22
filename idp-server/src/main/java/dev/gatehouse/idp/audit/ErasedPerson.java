package dev.gatehouse.idp.audit;

import dev.gatehouse.idp.storage.DocumentType;
import java.time.Instant;

/** That a person was erased, and that no key may be made for them again. The document's id is the key's owner. */
record ErasedPerson(Instant erasedAt) {

    static final DocumentType<ErasedPerson> TYPE =
            DocumentType.named("audit_erased_persons", ErasedPerson.class).build();
}
