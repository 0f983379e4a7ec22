package dev.gatehouse.idp.storage.layout;

import dev.gatehouse.idp.storage.DocumentType;
import dev.gatehouse.idp.storage.Documents;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How the documents of a collection are stored: one field per record component.
 *
 * <p>Instants keep their microseconds, what is finer is cut off; everything else comes back as it was. Thread-safe.
 */
public final class RecordLayout<T extends Record> {

    private final DocumentType<T> documentType;
    private final List<Field> fields;
    private final RecordAccess access;

    private RecordLayout(DocumentType<T> documentType, List<Field> fields) {
        this.documentType = documentType;
        this.fields = fields;
        this.access = RecordAccess.of(documentType.type());
    }

    /** Refuses a declaration that no store can hold: an index over a nested component, two names alike. */
    public static <T extends Record> RecordLayout<T> of(DocumentType<T> documentType) {
        List<Field> fields = new ArrayList<>();
        var names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (RecordComponent component : documentType.type().getRecordComponents()) {
            String name = component.getName();
            if (name.startsWith("_") || !names.add(name)) {
                throw new IllegalArgumentException(
                        documentType.name() + ": a component cannot be stored under the name " + name);
            }
            Field plain = Scalars.field(name, component.getGenericType());
            fields.add(plain == null ? NestedValues.field(name, component.getGenericType()) : plain);
        }
        var layout = new RecordLayout<>(documentType, List.copyOf(fields));
        for (var index : documentType.indexes()) {
            index.fields().forEach(layout::requireIndexable);
        }
        documentType.expiry().ifPresent(layout::requireInstant);
        return layout;
    }

    private void requireIndexable(String name) {
        if (!field(name).kind().indexable()) {
            throw new IllegalArgumentException(documentType.name() + "." + name + " cannot be indexed");
        }
    }

    private void requireInstant(String name) {
        for (RecordComponent component : documentType.type().getRecordComponents()) {
            String type = component.getGenericType().getTypeName();
            if (component.getName().equals(name) && !type.matches("(java.util.Optional<)?java.time.Instant>?")) {
                throw new IllegalArgumentException(documentType.name() + "." + name + " is not an Instant");
            }
        }
    }

    public DocumentType<T> documentType() {
        return documentType;
    }

    public List<Field> fields() {
        return fields;
    }

    public Field field(String name) {
        return fields.get(position(name));
    }

    /** The place of a field in {@link #fields()} and in what {@link #encode} returns. */
    public int position(String name) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException(documentType.name() + " has no field " + name);
    }

    /** The stored values, in the order of the fields. */
    public @Nullable Object[] encode(T value) {
        var values = new @Nullable Object[fields.size()];
        long bytes = 0;
        for (int i = 0; i < values.length; i++) {
            Object stored = fields.get(i).encode(access.component(value, i));
            if (stored instanceof String text) {
                bytes += text.length();
            } else if (stored instanceof byte[] blob) {
                bytes += blob.length;
            }
            values[i] = stored;
        }
        if (bytes > Documents.MAX_CHARACTERS) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "a document of %s has %,d characters; the limit is %,d",
                    documentType.name(),
                    bytes,
                    Documents.MAX_CHARACTERS));
        }
        return values;
    }

    /** The record that these stored values make. */
    public T decode(@Nullable Object[] stored) {
        var components = new @Nullable Object[stored.length];
        for (int i = 0; i < stored.length; i++) {
            components[i] = fields.get(i).decode(stored[i]);
        }
        return documentType.type().cast(access.create(components));
    }

    /** The stored form of one component of that record. */
    public @Nullable Object encode(T value, String name) {
        int position = position(name);
        return fields.get(position).encode(access.component(value, position));
    }

    /** Whether a field, or the id, may hold that stored value. */
    boolean holds(String name, Object stored) {
        FieldKind kind =
                name.equals(QueryPlan.ID) ? FieldKind.TEXT : field(name).kind();
        return switch (kind) {
            case TEXT -> stored instanceof String;
            case NUMBER -> stored instanceof Long;
            case FLAG -> stored instanceof Boolean;
            case BYTES, NESTED -> false;
        };
    }

    /** An id as it is stored: unchanged. Refuses one that is empty, too long, or not text. */
    public static String requireId(String id) {
        int length = Text.utf8Length(id);
        if (length == 0 || length > Documents.MAX_ID_BYTES) {
            throw new IllegalArgumentException("an id has 1 to " + Documents.MAX_ID_BYTES + " bytes, not " + length);
        }
        return id;
    }

    /** An instant as every store keeps it. */
    public static long micros(Instant instant) {
        return Scalars.micros(instant);
    }
}
