package dev.gatehouse.idp.secrets;

import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.Documents;
import dev.gatehouse.idp.storage.Query;
import dev.gatehouse.idp.storage.Stored;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Changes the master key: wraps the data keys under the new one, makes a new field key, and encrypts every field anew.
 *
 * <p>Each step can be repeated, and after each the store opens with the master key that is in place: first the data keys
 * are wrapped under both keys, then the new one is put in place, then what was wrapped under the old one goes. So a
 * rotation that was killed is completed by starting it again.
 */
public final class MasterKeyRotation {

    private final Documents<DataKeyDocument> documents;
    private final DataKeys keys;
    private final FieldCipher cipher;
    private final List<SealedCollection> collections;
    private final SecureRandom random;
    private final Clock clock;

    /**
     * What a rotation did.
     *
     * @param rewrapped data keys that were not under the new master key
     * @param reencrypted documents that had a field under an older field key
     */
    public record Report(int rewrapped, int reencrypted) {}

    /**
     * @param store where the data keys are
     * @param keys its data keys, opened with the master key that is given to {@link #rotate}
     * @param cipher the cipher under these data keys
     * @param collections every collection that has encrypted fields
     */
    public MasterKeyRotation(
            DocumentStore store,
            DataKeys keys,
            FieldCipher cipher,
            List<SealedCollection> collections,
            SecureRandom random,
            Clock clock) {
        this.documents = store.open(DataKeyDocument.TYPE);
        this.keys = keys;
        this.cipher = cipher;
        this.collections = List.copyOf(collections);
        this.random = random;
        this.clock = clock;
    }

    /**
     * Whether a rotation to this master key was killed after the key was put in place: {@link #rotate} with it on both
     * sides completes that one.
     *
     * <p>Then the newest field key was made for this master key, and something is still wrapped under another that an
     * older field key was made for. While a rotation to a successor is at work nothing was made for that one yet, or the
     * newest field key was.
     */
    public static boolean unfinished(DocumentStore store, MasterKey inPlace) {
        List<DataKeyDocument> all = all(store);
        Set<String> former = all.stream().map(DataKeyDocument::createdUnder).collect(Collectors.toSet());
        former.remove(inPlace.checkValue());
        return DataKeyRewrapping.newestFieldKey(store.open(DataKeyDocument.TYPE))
                        .value()
                        .createdUnder()
                        .equals(inPlace.checkValue())
                && all.stream()
                        .anyMatch(key -> key.wrappings().keySet().stream().anyMatch(former::contains));
    }

    /** How far a rotation is. */
    public enum Progress {
        NOT_BEGUN,
        UNDER_WAY,
        COMPLETE
    }

    /** How far the rotation to the master key of this check value is. */
    public static Progress progress(DocumentStore store, String checkValue) {
        List<DataKeyDocument> all = all(store);
        if (all.stream().noneMatch(key -> key.wrappings().containsKey(checkValue))) {
            return Progress.NOT_BEGUN;
        }
        return all.stream().allMatch(key -> key.wrappings().keySet().equals(Set.of(checkValue)))
                ? Progress.COMPLETE
                : Progress.UNDER_WAY;
    }

    private static List<DataKeyDocument> all(DocumentStore store) {
        return store.open(DataKeyDocument.TYPE).find(Query.by("id")).items().stream()
                .map(Stored::value)
                .toList();
    }

    /**
     * Rotates, or goes on with a rotation that was killed.
     *
     * @param master a master key that opens every data key
     * @param next the new one
     * @param putInPlace makes the new one the key that the next start finds; called again after a kill
     * @param progress is told of each step in words
     */
    public Report rotate(
            MasterKey master, MasterKey next, ChangeId change, Runnable putInPlace, Consumer<String> progress) {
        var aesGcm = new AesGcm(random);
        var steps = new DataKeyRewrapping(
                documents, new DataKeyWrapping(master, aesGcm), new DataKeyWrapping(next, aesGcm), change);
        int rewrapped = steps.wrapUnderNext();
        progress.accept("Data keys wrapped under the new master key: " + rewrapped);
        if (steps.makeFieldKey(random, clock.instant())) {
            progress.accept("New field key made");
        }
        keys.reload();
        int reencrypted = reencrypt(change, progress);
        putInPlace.run();
        progress.accept("New master key in place");
        steps.dropAllButNext();
        progress.accept("Old master key opens nothing any more");
        return new Report(rewrapped, reencrypted);
    }

    private int reencrypt(ChangeId change, Consumer<String> progress) {
        int total = 0;
        for (SealedCollection collection : collections) {
            int changed = Reencryption.of(collection, cipher, change);
            progress.accept("Encrypted anew in " + collection.type().name() + ": " + changed);
            total += changed;
        }
        return total;
    }
}
