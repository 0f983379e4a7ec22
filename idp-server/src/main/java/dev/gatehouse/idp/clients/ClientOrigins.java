package dev.gatehouse.idp.clients;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.gatehouse.idp.storage.Page;
import dev.gatehouse.idp.storage.Query;
import java.util.Optional;

/**
 * Whether a page of some origin belongs to a client that may act, from memory: a write of this node is seen at once, one
 * of another node within {@link Clients#STALENESS} twice.
 */
public final class ClientOrigins {

    private static final int MOST_CACHED = 10_000;
    private static final int PAGE = 100;

    private final ClientStore store;
    private final Clients clients;
    private final LoadingCache<String, Boolean> cache;

    /** @param clients of the same store, which hears of its writes first */
    public ClientOrigins(ClientStore store, Clients clients) {
        this(store, clients, Ticker.systemTicker());
    }

    ClientOrigins(ClientStore store, Clients clients, Ticker ticker) {
        this.store = store;
        this.clients = clients;
        cache = Caffeine.newBuilder()
                .maximumSize(MOST_CACHED)
                .expireAfterWrite(Clients.STALENESS)
                .ticker(ticker)
                .build(this::registered);
        store.onWrite(id -> cache.invalidateAll());
    }

    /** Whether an origin, exactly as a browser sends it, is one of some client's. */
    public boolean include(String origin) {
        boolean possible = !origin.equals(WebOrigins.OF_REDIRECT_URIS)
                && WebOrigins.fault(origin).isEmpty();
        return possible && cache.get(origin);
    }

    private boolean registered(String origin) {
        Query query = Query.by("by_origin").where("origin", origin).limit(PAGE);
        Optional<String> next;
        do {
            Page<ClientStore.OriginOfClient> page = store.withOrigin(query);
            boolean found = page.items().stream()
                    .map(entry -> new ClientId(entry.value().client()))
                    .anyMatch(id -> clients.find(id)
                            .filter(known -> WebOrigins.of(known.client()).contains(origin))
                            .isPresent());
            if (found) {
                return true;
            }
            next = page.next();
            query = next.map(query::after).orElse(query);
        } while (next.isPresent());
        return false;
    }
}
