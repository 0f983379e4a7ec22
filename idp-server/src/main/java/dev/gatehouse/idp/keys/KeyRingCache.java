package dev.gatehouse.idp.keys;

import dev.gatehouse.idp.storage.Stored;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The signing keys of the store, held in memory as one immutable ring that is replaced when something changes. */
final class KeyRingCache {

    private final SigningKeyStore store;
    private final KeySchedule schedule;
    private final Clock clock;
    private Map<KeyId, LoadedKey> loaded = Map.of();
    private boolean read;
    private volatile KeyRing ring = KeyRing.empty();

    KeyRingCache(SigningKeyStore store, KeySchedule schedule, Clock clock) {
        this.store = store;
        this.schedule = schedule;
        this.clock = clock;
    }

    KeyRing ring() {
        return ring;
    }

    /** Reads the store again, and looks at the clock again. */
    synchronized void refresh() {
        Instant now = clock.instant();
        var known = new HashMap<KeyId, LoadedKey>();
        var inSuccession = new ArrayList<LoadedKey>();
        for (Stored<SigningKeyDocument> stored : store.all()) {
            var id = new KeyId(stored.id());
            LoadedKey key = loaded.get(id);
            if (key == null) {
                key = load(id, stored.value(), now);
            }
            known.put(id, key);
            inSuccession.add(key);
        }
        loaded = known;
        read = true;
        ring = KeyRing.at(now, inSuccession, schedule);
    }

    /** What time alone changes, for when the store cannot be read. */
    synchronized void advance() {
        List<LoadedKey> inSuccession =
                ring.keys().stream().map(key -> loaded.get(key.id())).toList();
        ring = KeyRing.at(clock.instant(), inSuccession, schedule);
    }

    /**
     * Whatever the clock of the node that published a successor says, this node signs with it only after others could
     * have seen it for as long as they cache the JWK set.
     */
    private LoadedKey load(KeyId id, SigningKeyDocument document, Instant now) {
        Instant seenLongEnough = now.plus(KeySchedule.JWK_SET_CACHE);
        boolean first = document.number() == 1 || !read;
        Instant usableFrom =
                first || seenLongEnough.isBefore(document.signsFrom()) ? document.signsFrom() : seenLongEnough;
        return LoadedKey.of(id, document, store.privateKey(id, document), usableFrom);
    }
}
