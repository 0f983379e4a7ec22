package dev.gatehouse.idp.clients;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.jwk.JWKSet;
import dev.gatehouse.idp.outbound.OutboundAnswer;
import dev.gatehouse.idp.outbound.OutboundUrl;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The keys that clients publish at their {@code jwks_uri}, kept for a while.
 *
 * <p>They are fetched again when they are old, or when none of them fits, as after a rotation; but at most once in
 * {@link #PAUSE}, however many requests ask, and at most once for one request. While a fetch fails, what was fetched
 * before stands in for {@link #STAND_IN}.
 */
public final class FetchedKeys {

    /** How long keys are not asked for again as long as they fit. */
    public static final Duration FRESH = Duration.ofMinutes(5);

    /** Between two fetches of one address, whatever the first came to. */
    public static final Duration PAUSE = Duration.ofSeconds(30);

    /** How old keys may be that are used because no newer ones can be had. */
    public static final Duration STAND_IN = Duration.ofHours(1);

    static final int MAX_BYTES = 64 * 1024;

    private static final int MOST_ADDRESSES = 10_000;

    private final Source source;
    private final Clock clock;
    private final Cache<String, Entry> entries =
            Caffeine.newBuilder().maximumSize(MOST_ADDRESSES).build();

    /** Where documents are fetched. */
    @FunctionalInterface
    public interface Source {
        OutboundAnswer get(OutboundUrl url, int maxBytes);
    }

    /** What is known of the keys at an address. */
    public sealed interface Known {

        /** The keys that fit were among them. */
        record Fitting(JWKSet keys) implements Known {}

        /** There are keys, and none fits. */
        record None() implements Known {}

        /** There are no keys, and why. */
        record Unavailable(String reason) implements Known {}
    }

    public FetchedKeys(Source source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /** The keys at an address, if they fit. */
    public Known find(String jwksUri, Predicate<JWKSet> fits) {
        return entries.get(jwksUri, Entry::new).find(fits);
    }

    /** One address; whoever comes while it is being asked waits for the answer. */
    private final class Entry {

        private final String jwksUri;
        private final ReentrantLock turn = new ReentrantLock();
        private @Nullable JWKSet keys;
        private Instant fetchedAt = Instant.MIN;
        private Instant askedAt = Instant.MIN;
        private String failure = "";

        private Entry(String jwksUri) {
            this.jwksUri = jwksUri;
        }

        private Known find(Predicate<JWKSet> fits) {
            turn.lock();
            try {
                Instant now = clock.instant();
                boolean fresh = keys != null && now.isBefore(fetchedAt.plus(FRESH));
                if ((!fresh || !fits.test(keys)) && mayAsk(now)) {
                    ask(now);
                }
                if (keys == null || !now.isBefore(fetchedAt.plus(STAND_IN))) {
                    return new Known.Unavailable(failure.isEmpty() ? "too-old" : failure);
                }
                return fits.test(keys) ? new Known.Fitting(keys) : new Known.None();
            } finally {
                turn.unlock();
            }
        }

        /** A clock that was set back must not close the address until it has caught up. */
        private boolean mayAsk(Instant now) {
            return now.isBefore(askedAt) || askedAt.equals(Instant.MIN) || !now.isBefore(askedAt.plus(PAUSE));
        }

        private void ask(Instant now) {
            askedAt = now;
            Optional<OutboundUrl> url = OutboundUrl.parse(jwksUri);
            if (url.isEmpty()) {
                failure = "not-callable";
                return;
            }
            switch (source.get(url.get(), MAX_BYTES)) {
                case OutboundAnswer.Failed(OutboundAnswer.Reason reason) -> failure = reason.code();
                case OutboundAnswer.Received(String body) -> {
                    try {
                        keys = ClientKeys.usable(JWKSet.parse(body));
                        fetchedAt = now;
                        failure = "";
                    } catch (ParseException | IllegalArgumentException malformed) {
                        failure = "no-jwk-set";
                    }
                }
            }
        }
    }
}
