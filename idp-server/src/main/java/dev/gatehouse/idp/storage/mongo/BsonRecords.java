package dev.gatehouse.idp.storage.mongo;

import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.Stored;
import dev.gatehouse.idp.storage.layout.Field;
import dev.gatehouse.idp.storage.layout.FieldKind;
import dev.gatehouse.idp.storage.layout.RecordLayout;
import java.util.List;
import java.util.Optional;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Documents of a collection as BSON: one field per record component under its name, and five of our own.
 *
 * <p>A component that is null is left out, so that a partial index can tell. Instants are 64-bit microseconds, since a
 * BSON date has only milliseconds.
 */
final class BsonRecords<T extends Record> {

    static final String ID = "_id";
    static final String VERSION = "_version";
    static final String CHANGE = "_change";

    /** Names the attempt that wrote the document last, so that a writer recognizes its own write. */
    static final String WRITE = "_write";

    /** The expiry as a date, rounded up, for the TTL index. */
    static final String EXPIRE_AT = "_expireAt";

    private final RecordLayout<T> layout;

    BsonRecords(RecordLayout<T> layout) {
        this.layout = layout;
    }

    /** A new document at version 1. */
    BsonDocument document(String id, T value, ChangeId change, ObjectId write) {
        var document = new BsonDocument(ID, new BsonString(RecordLayout.requireId(id)))
                .append(VERSION, new BsonInt64(1))
                .append(CHANGE, new BsonString(change.value()))
                .append(WRITE, new BsonObjectId(write));
        @Nullable Object[] values = layout.encode(value);
        expireAt(values).ifPresent(date -> document.append(EXPIRE_AT, date));
        List<Field> fields = layout.fields();
        for (int i = 0; i < values.length; i++) {
            Object stored = values[i];
            if (stored != null) {
                document.append(fields.get(i).name(), bson(fields.get(i).kind(), stored));
            }
        }
        return document;
    }

    /** The update to the next version. Fields that this version of the server does not know stay. */
    BsonDocument replacement(long nextVersion, T value, ChangeId change, ObjectId write) {
        var set = new BsonDocument(VERSION, new BsonInt64(nextVersion))
                .append(CHANGE, new BsonString(change.value()))
                .append(WRITE, new BsonObjectId(write));
        var unset = new BsonDocument();
        @Nullable Object[] values = layout.encode(value);
        assign(EXPIRE_AT, expireAt(values).orElse(null), set, unset);
        List<Field> fields = layout.fields();
        for (int i = 0; i < values.length; i++) {
            Object stored = values[i];
            BsonValue bson = stored == null ? null : bson(fields.get(i).kind(), stored);
            assign(fields.get(i).name(), bson, set, unset);
        }
        var update = new BsonDocument("$set", set);
        return unset.isEmpty() ? update : update.append("$unset", unset);
    }

    private static void assign(String field, @Nullable BsonValue value, BsonDocument set, BsonDocument unset) {
        if (value == null) {
            unset.append(field, new BsonString(""));
        } else {
            set.append(field, value);
        }
    }

    private Optional<BsonDateTime> expireAt(@Nullable Object[] values) {
        return layout.documentType().expiry().flatMap(field -> {
            Long micros = (Long) values[layout.position(field)];
            return micros == null ? Optional.empty() : Optional.of(dateFor(micros));
        });
    }

    static BsonDateTime dateFor(long micros) {
        return new BsonDateTime(Math.ceilDiv(micros, 1_000));
    }

    Stored<T> decode(BsonDocument document) {
        List<Field> fields = layout.fields();
        var values = new @Nullable Object[fields.size()];
        for (int i = 0; i < values.length; i++) {
            BsonValue value = document.get(fields.get(i).name());
            values[i] = value == null ? null : stored(fields.get(i).kind(), value);
        }
        return new Stored<>(
                document.getString(ID).getValue(),
                version(document),
                new ChangeId(document.getString(CHANGE).getValue()),
                layout.decode(values));
    }

    static long version(BsonDocument document) {
        return document.getNumber(VERSION).longValue();
    }

    static boolean isWrittenBy(BsonDocument document, ObjectId write) {
        return document.get(WRITE) instanceof BsonObjectId found
                && found.getValue().equals(write);
    }

    /** Whether it is the same document in all but the attempt that wrote it. */
    static boolean same(BsonDocument one, BsonDocument other) {
        BsonDocument left = one.clone();
        BsonDocument right = other.clone();
        left.remove(WRITE);
        right.remove(WRITE);
        return left.equals(right);
    }

    /** Whether the document has expired at that moment, in microseconds. */
    boolean isExpired(BsonDocument document, long now) {
        return layout.documentType()
                .expiry()
                .map(document::get)
                .filter(end -> end.asNumber().longValue() <= now)
                .isPresent();
    }

    static BsonValue bson(FieldKind kind, Object stored) {
        return switch (kind) {
            case TEXT -> new BsonString((String) stored);
            case NUMBER -> new BsonInt64((Long) stored);
            case FLAG -> BsonBoolean.valueOf((Boolean) stored);
            case BYTES -> new BsonBinary((byte[]) stored);
            case NESTED -> NestedBson.encode((String) stored);
        };
    }

    private static Object stored(FieldKind kind, BsonValue value) {
        return switch (kind) {
            case TEXT -> value.asString().getValue();
            case NUMBER -> value.asNumber().longValue();
            case FLAG -> value.asBoolean().getValue();
            case BYTES -> value.asBinary().getData();
            case NESTED -> NestedBson.decode(value);
        };
    }
}
