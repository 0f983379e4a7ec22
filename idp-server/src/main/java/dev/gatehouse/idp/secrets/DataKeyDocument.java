package dev.gatehouse.idp.secrets;

import dev.gatehouse.idp.storage.DocumentType;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A data key as it is stored: only ever wrapped.
 *
 * <p>While the master key is being rotated the key is wrapped under the old and under the new one, so that the server
 * starts with either.
 *
 * @param wrappings base64 of the wrapped key by the check value of the master key that opens it
 * @param createdUnder the check value of the master key in force when the key was created
 */
record DataKeyDocument(DataKeyKind kind, Map<String, String> wrappings, String createdUnder, Instant createdAt) {

    static final DocumentType<DataKeyDocument> TYPE =
            DocumentType.named("data_keys", DataKeyDocument.class).build();

    DataKeyDocument {
        wrappings = Map.copyOf(wrappings);
        if (wrappings.isEmpty()) {
            throw new IllegalArgumentException("a data key without a wrapping is lost");
        }
    }

    DataKeyDocument with(String masterKey, String wrapped) {
        var all = new TreeMap<>(wrappings);
        all.put(masterKey, wrapped);
        return new DataKeyDocument(kind, all, createdUnder, createdAt);
    }

    DataKeyDocument onlyUnder(String masterKey) {
        var one = new TreeMap<>(wrappings);
        one.keySet().retainAll(Set.of(masterKey));
        return new DataKeyDocument(kind, one, createdUnder, createdAt);
    }
}
