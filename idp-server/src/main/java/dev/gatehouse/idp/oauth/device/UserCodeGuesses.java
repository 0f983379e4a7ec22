package dev.gatehouse.idp.oauth.device;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts wrong user codes, so that nobody finds the code of another's device by trying (RFC 8628 section 5.1): ten in ten
 * minutes for a person, on each node. Codes have 34 bits and live ten minutes.
 */
final class UserCodeGuesses {

    static final int MOST = 10;

    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final int MOST_PEOPLE = 100_000;

    private final Cache<String, AtomicInteger> wrong;

    UserCodeGuesses(Ticker ticker) {
        this.wrong = Caffeine.newBuilder()
                .expireAfterWrite(WINDOW)
                .maximumSize(MOST_PEOPLE)
                .ticker(ticker)
                .build();
    }

    boolean exhausted(String subject) {
        AtomicInteger count = wrong.getIfPresent(subject);
        return count != null && count.get() >= MOST;
    }

    void countWrong(String subject) {
        wrong.asMap().computeIfAbsent(subject, someone -> new AtomicInteger()).incrementAndGet();
    }
}
