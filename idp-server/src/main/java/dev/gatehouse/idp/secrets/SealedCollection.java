package dev.gatehouse.idp.secrets;

import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.DocumentType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;

/** A collection whose documents have encrypted fields: components of the type {@link SealedField}. */
public record SealedCollection(DocumentStore store, DocumentType<?> type) {

    public SealedCollection {
        if (fieldsOf(type.type()).isEmpty()) {
            throw new IllegalArgumentException(type.name() + " has no encrypted field");
        }
        if (type.appendOnly()) {
            throw new IllegalArgumentException(type.name() + " is append-only: it could never be encrypted anew");
        }
    }

    List<String> fields() {
        return fieldsOf(type.type()).stream().map(RecordComponent::getName).toList();
    }

    static List<RecordComponent> fieldsOf(Class<? extends Record> document) {
        return Arrays.stream(document.getRecordComponents())
                .filter(component -> component.getType() == SealedField.class)
                .toList();
    }
}
