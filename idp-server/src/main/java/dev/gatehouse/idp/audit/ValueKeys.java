package dev.gatehouse.idp.audit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gatehouse.idp.secrets.FieldCipher;
import dev.gatehouse.idp.secrets.FieldLocation;
import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.Documents;
import dev.gatehouse.idp.storage.Query;
import dev.gatehouse.idp.storage.Stored;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Random 256-bit keys, one for each owner, made at first use and stored under the field cipher. Of several nodes that
 * need the same key for the first time an insert decides whose counts.
 *
 * <p>Memory forgets a key after a minute, so that a key destroyed on another node opens nothing for longer.
 */
final class ValueKeys {

    private static final int KEY_BYTES = 32;
    private static final int ID_BYTES = 12;
    private static final int REMEMBERED = 20_000;
    private static final Duration MEMORY = Duration.ofMinutes(1);

    private final Documents<ValueKeyDocument> documents;
    private final FieldCipher cipher;
    private final SecureRandom random;
    private final Cache<String, ValueKey> byOwner = cache();
    private final Cache<String, ValueKey> byId = cache();

    ValueKeys(Documents<ValueKeyDocument> documents, FieldCipher cipher, SecureRandom random) {
        this.documents = documents;
        this.cipher = cipher;
        this.random = random;
    }

    private static Cache<String, ValueKey> cache() {
        return Caffeine.newBuilder()
                .maximumSize(REMEMBERED)
                .expireAfterWrite(MEMORY)
                .build();
    }

    /** The owner's key if memory has it. */
    @Nullable ValueKey remembered(String owner) {
        return byOwner.getIfPresent(owner);
    }

    /** The owner's key, made if there is none; it is kept at least until {@code expireAt}. */
    ValueKey of(String owner, @Nullable Instant expireAt) {
        ValueKey known = byOwner.getIfPresent(owner);
        if (known == null) {
            known = stored(owner, expireAt).orElseGet(() -> create(owner, expireAt));
            byOwner.put(owner, known);
        }
        return known;
    }

    /** The owner's key, if it has one. */
    Optional<ValueKey> existing(String owner) {
        ValueKey known = byOwner.getIfPresent(owner);
        return known != null ? Optional.of(known) : documents.get(owner).map(this::open);
    }

    Optional<ValueKey> named(String keyId) {
        ValueKey known = byId.getIfPresent(keyId);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<ValueKey> found = find(keyId);
        found.ifPresent(key -> byId.put(keyId, key));
        return found;
    }

    /** Destroys the owner's key: what it encrypted stays unreadable for ever. */
    void destroy(String owner) {
        Optional<Stored<ValueKeyDocument>> stored = documents.get(owner);
        documents.delete(owner);
        byOwner.invalidate(owner);
        stored.ifPresent(document -> byId.invalidate(document.value().keyId()));
    }

    private Optional<ValueKey> find(String keyId) {
        return documents
                .find(Query.by(ValueKeyDocument.BY_KEY_ID).where("keyId", keyId).limit(1))
                .items()
                .stream()
                .findFirst()
                .map(this::open);
    }

    private Optional<ValueKey> stored(String owner, @Nullable Instant expireAt) {
        Optional<Stored<ValueKeyDocument>> stored = documents.get(owner);
        stored.ifPresent(document -> keepUntil(document, expireAt));
        return stored.map(this::open);
    }

    /** The retention may have grown since the key was made. */
    private void keepUntil(Stored<ValueKeyDocument> stored, @Nullable Instant expireAt) {
        ValueKeyDocument value = stored.value();
        if (expireAt != null && value.expireAt() != null && value.expireAt().isBefore(expireAt)) {
            documents.replaceIf(
                    stored.id(),
                    stored.version(),
                    new ValueKeyDocument(value.keyId(), value.key(), expireAt),
                    ChangeId.unannounced());
        }
    }

    private ValueKey create(String owner, @Nullable Instant expireAt) {
        String keyId = Base64.getUrlEncoder().withoutPadding().encodeToString(random(ID_BYTES));
        byte[] key = random(KEY_BYTES);
        var document = new ValueKeyDocument(keyId, cipher.seal(location(owner), key), expireAt);
        if (documents.insert(owner, document, ChangeId.unannounced()).written()) {
            return new ValueKey(keyId, secret(key));
        }
        return stored(owner, expireAt)
                .orElseThrow(() -> new IllegalStateException("the key of " + owner + " came and went"));
    }

    private ValueKey open(Stored<ValueKeyDocument> stored) {
        byte[] key = cipher.open(location(stored.id()), stored.value().key());
        return new ValueKey(stored.value().keyId(), secret(key));
    }

    private FieldLocation location(String owner) {
        return new FieldLocation(documents.type().name(), owner, ValueKeyDocument.KEY_FIELD);
    }

    private byte[] random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static SecretKey secret(byte[] key) {
        return new SecretKeySpec(key, "AES");
    }
}
