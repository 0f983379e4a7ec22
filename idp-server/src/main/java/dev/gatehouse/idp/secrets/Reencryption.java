package dev.gatehouse.idp.secrets;

import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.Documents;
import dev.gatehouse.idp.storage.Page;
import dev.gatehouse.idp.storage.Query;
import dev.gatehouse.idp.storage.Stored;
import dev.gatehouse.idp.storage.WriteResult;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts every field of a collection anew that is not under the newest field key.
 *
 * <p>It may be stopped at any moment and begun again: what is done shows by its key id.
 */
final class Reencryption<T extends Record> {

    private final Documents<T> documents;
    private final FieldCipher cipher;
    private final ChangeId change;

    Reencryption(Documents<T> documents, FieldCipher cipher, ChangeId change) {
        this.documents = documents;
        this.cipher = cipher;
        this.change = change;
    }

    static int of(SealedCollection collection, FieldCipher cipher, ChangeId change) {
        return new Reencryption<>(collection.store().open(collection.type()), cipher, change).run();
    }

    /** The number of documents that were changed. */
    int run() {
        int changed = 0;
        Query query = Query.by("id");
        Page<T> page = documents.find(query);
        while (true) {
            for (Stored<T> stored : page.items()) {
                changed += reencrypt(stored) ? 1 : 0;
            }
            if (page.next().isEmpty()) {
                return changed;
            }
            page = documents.find(query.after(page.next().get()));
        }
    }

    /** A document that somebody else changes at the same time is read again. */
    private boolean reencrypt(Stored<T> found) {
        Optional<Stored<T>> stored = Optional.of(found);
        while (stored.isPresent()) {
            T fresh = reencrypted(stored.get());
            if (fresh == null) {
                return false;
            }
            switch (documents.replaceIf(found.id(), stored.get().version(), fresh, change)) {
                case WriteResult.Written _ -> {
                    return true;
                }
                case WriteResult.Stale _ -> stored = documents.get(found.id());
                case WriteResult.Missing _ -> stored = Optional.empty();
                case WriteResult.Conflict(String index) ->
                    throw new IllegalStateException(
                            documents.type().name() + " has a unique index over an encrypted field: " + index);
            }
        }
        return false;
    }

    /** The document with its fields under the newest key; null when they are. */
    private @Nullable T reencrypted(Stored<T> stored) {
        Class<T> type = documents.type().type();
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        boolean changed = false;
        try {
            for (int i = 0; i < components.length; i++) {
                var accessor = components[i].getAccessor();
                accessor.setAccessible(true);
                values[i] = accessor.invoke(stored.value());
                if (values[i] instanceof SealedField sealed && !cipher.current(sealed)) {
                    values[i] = reencrypted(stored.id(), components[i].getName(), sealed);
                    changed = true;
                }
            }
            if (!changed) {
                return null;
            }
            Constructor<T> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot copy a " + type.getSimpleName(), e);
        }
    }

    private SealedField reencrypted(String id, String field, SealedField sealed) {
        var location = new FieldLocation(documents.type().name(), id, field);
        byte[] plaintext = cipher.open(location, sealed);
        try {
            return cipher.seal(location, plaintext);
        } finally {
            Arrays.fill(plaintext, (byte) 0);
        }
    }
}
