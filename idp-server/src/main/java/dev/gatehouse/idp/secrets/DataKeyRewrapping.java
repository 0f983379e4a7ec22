package dev.gatehouse.idp.secrets;

import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.Documents;
import dev.gatehouse.idp.storage.Query;
import dev.gatehouse.idp.storage.Stored;
import dev.gatehouse.idp.storage.WriteResult;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** The steps of a change of master key that touch data keys. Each does nothing where it was done already. */
final class DataKeyRewrapping {

    private final Documents<DataKeyDocument> documents;
    private final DataKeyWrapping master;
    private final DataKeyWrapping next;
    private final ChangeId change;

    /**
     * @param master opens every data key
     * @param next shall open every data key
     */
    DataKeyRewrapping(
            Documents<DataKeyDocument> documents, DataKeyWrapping master, DataKeyWrapping next, ChangeId change) {
        this.documents = documents;
        this.master = master;
        this.next = next;
        this.change = change;
    }

    /** Wraps every data key under the next master key too; the number of those that were not. */
    int wrapUnderNext() {
        return replaceEach(stored -> !next.opens(stored.value()), this::wrappedUnderNext);
    }

    private DataKeyDocument wrappedUnderNext(Stored<DataKeyDocument> stored) {
        byte[] key = master.unwrap(stored.id(), stored.value())
                .orElseThrow(() -> new MasterKeyRefused("The data key " + stored.id() + " does not open."));
        try {
            DataKeyKind kind = stored.value().kind();
            return stored.value().with(next.checkValue(), next.wrap(stored.id(), kind, key));
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** Makes a new field key, under both master keys, unless the newest one was made for the next one already. */
    boolean makeFieldKey(SecureRandom random, Instant now) {
        Stored<DataKeyDocument> newest = newestFieldKey(documents);
        if (newest.value().createdUnder().equals(next.checkValue())) {
            return false;
        }
        String id = DataKeyRing.fieldKeyId(DataKeyRing.fieldKeyNumber(newest.id()) + 1);
        byte[] key = new byte[DataKeys.KEY_BYTES];
        random.nextBytes(key);
        var wrappings = Map.of(
                master.checkValue(), master.wrap(id, DataKeyKind.FIELD_ENCRYPTION, key),
                next.checkValue(), next.wrap(id, DataKeyKind.FIELD_ENCRYPTION, key));
        Arrays.fill(key, (byte) 0);
        var document = new DataKeyDocument(DataKeyKind.FIELD_ENCRYPTION, wrappings, next.checkValue(), now);
        return documents.insert(id, document, change).written();
    }

    /** Leaves every data key wrapped under the next master key alone. */
    void dropAllButNext() {
        replaceEach(
                stored -> stored.value().wrappings().size() > 1,
                stored -> stored.value().onlyUnder(next.checkValue()));
    }

    private int replaceEach(
            Predicate<Stored<DataKeyDocument>> needed, Function<Stored<DataKeyDocument>, DataKeyDocument> replacement) {
        int replaced = 0;
        for (Stored<DataKeyDocument> stored : all()) {
            if (needed.test(stored)) {
                WriteResult result =
                        documents.replaceIf(stored.id(), stored.version(), replacement.apply(stored), change);
                if (!result.written()) {
                    throw new IllegalStateException("another rotation of the master key is at work");
                }
                replaced++;
            }
        }
        return replaced;
    }

    static Stored<DataKeyDocument> newestFieldKey(Documents<DataKeyDocument> documents) {
        return documents.find(Query.by("id")).items().stream()
                .filter(stored -> stored.value().kind() == DataKeyKind.FIELD_ENCRYPTION)
                .max(Comparator.comparingInt(stored -> DataKeyRing.fieldKeyNumber(stored.id())))
                .orElseThrow();
    }

    private List<Stored<DataKeyDocument>> all() {
        return documents.find(Query.by("id")).items();
    }
}
