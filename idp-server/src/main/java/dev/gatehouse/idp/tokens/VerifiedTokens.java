package dev.gatehouse.idp.tokens;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The tokens whose signature was verified lately. Bounded in memory and in time; holds nothing that can change later.
 */
final class VerifiedTokens {

    private static final long MOST_BYTES = 32L * 1024 * 1024;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Cache<TokenDigest, VerifiedAccessToken> cache = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher((TokenDigest digest, VerifiedAccessToken token) -> weight(token))
            .expireAfterWrite(LONGEST)
            .build();

    @Nullable VerifiedAccessToken find(TokenDigest digest) {
        return cache.getIfPresent(digest);
    }

    void remember(TokenDigest digest, VerifiedAccessToken token) {
        cache.put(digest, token);
    }

    /** The claims as objects take about twice the text, beside some 500 bytes of entry. */
    private static int weight(VerifiedAccessToken token) {
        return 500 + 2 * token.length();
    }
}
