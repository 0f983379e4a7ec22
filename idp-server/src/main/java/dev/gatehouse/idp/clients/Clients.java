package dev.gatehouse.idp.clients;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.gatehouse.idp.storage.Stored;
import java.time.Duration;
import java.util.Optional;

/**
 * The clients as requests look them up: from memory, at most one second behind the store.
 *
 * <p>A write of this node is visible to the next look-up; one of another node within {@link #STALENESS}.
 */
public final class Clients {

    public static final Duration STALENESS = Duration.ofSeconds(1);

    private static final int MOST_CACHED = 20_000;

    private final LoadingCache<String, Optional<KnownClient>> cache;

    public Clients(ClientStore store) {
        this(store, Ticker.systemTicker());
    }

    Clients(ClientStore store, Ticker ticker) {
        cache = Caffeine.newBuilder()
                .maximumSize(MOST_CACHED)
                .expireAfterWrite(STALENESS)
                .ticker(ticker)
                .build(id -> store.find(new ClientId(id)).map(Stored::value).map(KnownClient::of));
        // A load that began before the write is waited for, so an old value cannot outlive the invalidation.
        store.onWrite(id -> cache.invalidate(id.value()));
    }

    /** The client, active or not, unless deleted. */
    public Optional<KnownClient> find(ClientId id) {
        return cache.get(id.value());
    }

    /** The client of an id as it came with a request, which may be malformed. */
    public Optional<KnownClient> find(String id) {
        return wellFormed(id) ? cache.get(id) : Optional.empty();
    }

    private static boolean wellFormed(String id) {
        if (id.isEmpty() || id.length() > ClientId.MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            if (id.charAt(i) < 0x21 || id.charAt(i) > 0x7E) {
                return false;
            }
        }
        return true;
    }
}
