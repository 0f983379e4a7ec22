package dev.gatehouse.idp.keys;

import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.Query;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What follows for each signing key from the one that comes after it. */
public final class KeySuccession {

    private KeySuccession() {}

    /** A key as it is stored, without the key itself. */
    public record Entry(KeyId id, SigningAlgorithm algorithm, long number, Instant publishedAt, Instant signsFrom) {}

    /** The keys of a store, by algorithm and number; no private half is opened. */
    public static List<Entry> storedIn(DocumentStore store) {
        return store.open(SigningKeyDocument.TYPE).find(Query.by("succession")).items().stream()
                .map(stored -> new Entry(
                        new KeyId(stored.id()),
                        stored.value().algorithm(),
                        stored.value().number(),
                        stored.value().publishedAt(),
                        stored.value().signsFrom()))
                .toList();
    }

    /**
     * The keys with the ends of their use.
     *
     * @param inSuccession keys by algorithm and number
     */
    public static List<SigningKey> of(List<Entry> inSuccession, KeySchedule schedule) {
        var keys = new ArrayList<SigningKey>(inSuccession.size());
        for (int i = 0; i < inSuccession.size(); i++) {
            Entry entry = inSuccession.get(i);
            Instant signsUntil = null;
            if (i + 1 < inSuccession.size() && inSuccession.get(i + 1).algorithm() == entry.algorithm()) {
                signsUntil = inSuccession.get(i + 1).signsFrom();
            }
            keys.add(new SigningKey(
                    entry.id(),
                    entry.algorithm(),
                    entry.number(),
                    entry.publishedAt(),
                    entry.signsFrom(),
                    signsUntil,
                    signsUntil == null ? null : schedule.retirement(signsUntil)));
        }
        return List.copyOf(keys);
    }
}
