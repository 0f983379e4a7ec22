package dev.gatehouse.idp.secrets;

import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.Documents;
import dev.gatehouse.idp.storage.Query;
import dev.gatehouse.idp.storage.Stored;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data keys: random keys that encrypt and hash, stored wrapped under the master key.
 *
 * <p>They are what makes rotation of the master key cheap (wrap again) and what lets hashes outlive it. Thread-safe;
 * reads answer from memory. Among nodes that start together an insert decides whose keys count.
 */
public final class DataKeys {

    private static final Logger log = LoggerFactory.getLogger(DataKeys.class);
    static final int KEY_BYTES = 32;
    private static final Duration RELOAD_PAUSE = Duration.ofSeconds(1);

    private final Documents<DataKeyDocument> documents;
    private final DataKeyWrapping wrapping;
    private final SecureRandom random;
    private final Clock clock;
    private volatile DataKeyRing ring;
    private Instant nextReload = Instant.MIN;

    private DataKeys(Documents<DataKeyDocument> documents, DataKeyWrapping wrapping, SecureRandom random, Clock clock) {
        this.documents = documents;
        this.wrapping = wrapping;
        this.random = random;
        this.clock = clock;
        createMissing();
        this.ring = read(null);
    }

    /**
     * Opens the data keys of a store, and creates them in an empty one.
     *
     * @throws MasterKeyRefused when they are wrapped under another master key
     */
    public static DataKeys open(DocumentStore store, MasterKey master, SecureRandom random, Clock clock) {
        return new DataKeys(
                store.open(DataKeyDocument.TYPE), new DataKeyWrapping(master, new AesGcm(random)), random, clock);
    }

    /** Whether a store has data keys, and so is encrypted under some master key. */
    public static boolean existIn(DocumentStore store) {
        return !store.open(DataKeyDocument.TYPE)
                .find(Query.by("id").limit(1))
                .items()
                .isEmpty();
    }

    /** Whether this master key opens every data key of a store. */
    public static boolean openWith(DocumentStore store, MasterKey master) {
        return store.open(DataKeyDocument.TYPE).find(Query.by("id")).items().stream()
                .allMatch(stored -> stored.value().wrappings().containsKey(master.checkValue()));
    }

    /** Takes notice of keys that other nodes have made. */
    public void reload() {
        ring = read(ring);
    }

    /** The key of a purpose, derived from the one root that never changes. */
    SecretKey derived(KeyPurpose purpose, String keyAlgorithm) {
        return Hkdf.derive(ring.derivationRoot().getEncoded(), purpose, keyAlgorithm);
    }

    String newestFieldKeyId() {
        return ring.newestFieldKey();
    }

    /** The field key of this id; one that is not known yet is looked for in the store, at most once a second. */
    Optional<SecretKey> fieldKey(String id) {
        SecretKey known = ring.fieldKeys().get(id);
        if (known == null && mayReload()) {
            reload();
            known = ring.fieldKeys().get(id);
        }
        return Optional.ofNullable(known);
    }

    private synchronized boolean mayReload() {
        Instant now = clock.instant();
        if (now.isBefore(nextReload)) {
            return false;
        }
        nextReload = now.plus(RELOAD_PAUSE);
        return true;
    }

    private void createMissing() {
        if (documents.get(DataKeyRing.DERIVATION_ID).isEmpty()) {
            insert(DataKeyRing.DERIVATION_ID, DataKeyKind.DERIVATION, ChangeId.unannounced());
        }
        String first = DataKeyRing.fieldKeyId(1);
        if (documents.get(first).isEmpty()) {
            insert(first, DataKeyKind.FIELD_ENCRYPTION, ChangeId.unannounced());
        }
    }

    /** Creates a key unless there is one of this id; losing against another node is as good as winning. */
    void insert(String id, DataKeyKind kind, ChangeId change) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        var wrappings = new TreeMap<String, String>();
        wrappings.put(wrapping.checkValue(), wrapping.wrap(id, kind, key));
        Arrays.fill(key, (byte) 0);
        documents.insert(id, new DataKeyDocument(kind, wrappings, wrapping.checkValue(), clock.instant()), change);
    }

    List<Stored<DataKeyDocument>> stored() {
        return documents.find(Query.by("id")).items();
    }

    private DataKeyRing read(@Nullable DataKeyRing known) {
        SecretKey root = known == null ? null : known.derivationRoot();
        var fields = new TreeMap<Integer, SecretKey>();
        for (Stored<DataKeyDocument> stored : stored()) {
            switch (stored.value().kind()) {
                case DERIVATION -> root = root == null ? new SecretKeySpec(unwrap(stored), "RAW") : root;
                case FIELD_ENCRYPTION -> {
                    SecretKey key = known == null ? null : known.fieldKeys().get(stored.id());
                    if (key == null && known != null && !wrapping.opens(stored.value())) {
                        log.warn("The master key was rotated elsewhere: restart this node with the new one");
                        continue;
                    }
                    fields.put(
                            DataKeyRing.fieldKeyNumber(stored.id()),
                            key == null ? Hkdf.derive(unwrap(stored), KeyPurpose.FIELD_ENCRYPTION, "AES") : key);
                }
            }
        }
        if (root == null) {
            throw new IllegalStateException("the store has lost its derivation key");
        }
        return DataKeyRing.of(root, fields);
    }

    private byte[] unwrap(Stored<DataKeyDocument> stored) {
        if (!wrapping.opens(stored.value())) {
            throw new MasterKeyRefused("The master key is not the one that this store was encrypted with (check value "
                    + wrapping.checkValue() + ", needed "
                    + stored.value().wrappings().keySet().stream().sorted().collect(Collectors.joining(" or "))
                    + "). Start with the master key of this store, or with an empty data folder.");
        }
        return wrapping.unwrap(stored.id(), stored.value())
                .orElseThrow(() -> new MasterKeyRefused("The data key " + stored.id()
                        + " does not open although the master key is the right one: the store was changed. Restore it"
                        + " from a backup."));
    }
}
