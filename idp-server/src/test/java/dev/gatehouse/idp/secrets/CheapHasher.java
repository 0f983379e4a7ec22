package dev.gatehouse.idp.secrets;

import java.util.concurrent.atomic.AtomicInteger;

/** Hashes at no cost and counts, for tests that are not about hashing. */
public final class CheapHasher implements PasswordHasher {

    private final AtomicInteger hashes = new AtomicInteger();
    private final AtomicInteger comparisons = new AtomicInteger();
    private final AtomicInteger cost = new AtomicInteger(1);

    @Override
    public String hash(CharSequence password) {
        hashes.incrementAndGet();
        return "cheap$" + cost.get() + "$" + password;
    }

    @Override
    public PasswordCheck verify(CharSequence password, String hash) {
        comparisons.incrementAndGet();
        if (!hash.split("\\$", 3)[2].contentEquals(password)) {
            return PasswordCheck.MISMATCH;
        }
        return hash.startsWith("cheap$" + cost.get() + "$") ? PasswordCheck.MATCH : PasswordCheck.MATCH_OUTDATED;
    }

    @Override
    public void verifyAgainstNothing(CharSequence password) {
        comparisons.incrementAndGet();
    }

    public void nextCost() {
        cost.incrementAndGet();
    }

    public void reset() {
        hashes.set(0);
        comparisons.set(0);
    }

    public int hashes() {
        return hashes.get();
    }

    public int comparisons() {
        return comparisons.get();
    }
}
