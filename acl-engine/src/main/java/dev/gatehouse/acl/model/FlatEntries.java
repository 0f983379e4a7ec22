package dev.gatehouse.acl.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A few entries in one array; instants of expiry in a second one where there are any. */
final class FlatEntries extends EntryList {

    static final FlatEntries EMPTY = new FlatEntries(new long[0], null);

    /** Longer lists are searched by who an entry is for. */
    static final int MOST = 16;

    private final long[] entries;
    private final long @Nullable [] expiries;
    private final boolean denies;

    FlatEntries(long[] entries, long @Nullable [] expiries) {
        this.entries = entries;
        this.expiries = expiries;
        boolean found = false;
        for (long entry : entries) {
            found |= PackedEntry.denies(entry);
        }
        this.denies = found;
    }

    @Override
    int size() {
        return entries.length;
    }

    @Override
    boolean hasDenies() {
        return denies;
    }

    long entry(int at) {
        return entries[at];
    }

    long expiry(int at) {
        return expiries == null ? NEVER : expiries[at];
    }

    /** Where the first entry is that is not less. */
    int lowerBound(long entry, long expiresAt) {
        int low = 0;
        int high = entries.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            long there = entries[middle];
            if (there < entry || (there == entry && expiry(middle) < expiresAt)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private boolean isAt(int at, long entry, long expiresAt) {
        return at < entries.length && entries[at] == entry && expiry(at) == expiresAt;
    }

    @Override
    boolean contains(long entry, long expiresAt) {
        return isAt(lowerBound(entry, expiresAt), entry, expiresAt);
    }

    FlatEntries inserted(long entry, long expiresAt) {
        int at = lowerBound(entry, expiresAt);
        long[] next = inserted(entries, at, entry);
        if (expiries == null && expiresAt == NEVER) {
            return new FlatEntries(next, null);
        }
        long[] before = expiries;
        if (before == null) {
            before = new long[entries.length];
            Arrays.fill(before, NEVER);
        }
        return new FlatEntries(next, inserted(before, at, expiresAt));
    }

    private static long[] inserted(long[] values, int at, long value) {
        long[] next = Arrays.copyOf(values, values.length + 1);
        System.arraycopy(values, at, next, at + 1, values.length - at);
        next[at] = value;
        return next;
    }

    @Override
    EntryList with(long entry, long expiresAt) {
        if (contains(entry, expiresAt)) {
            return this;
        }
        FlatEntries next = inserted(entry, expiresAt);
        return next.size() <= MOST ? next : ChunkedEntries.of(next);
    }

    @Override
    FlatEntries without(long entry, long expiresAt) {
        int at = lowerBound(entry, expiresAt);
        if (!isAt(at, entry, expiresAt)) {
            return this;
        }
        return entries.length == 1
                ? EMPTY
                : new FlatEntries(removed(entries, at), expiries == null ? null : trimmed(removed(expiries, at)));
    }

    private static long[] removed(long[] values, int at) {
        long[] next = Arrays.copyOf(values, values.length - 1);
        System.arraycopy(values, at + 1, next, at, values.length - at - 1);
        return next;
    }

    private static long @Nullable [] trimmed(long[] expiries) {
        for (long expiry : expiries) {
            if (expiry != NEVER) {
                return expiries;
            }
        }
        return null;
    }

    FlatEntries slice(int from, int to) {
        return new FlatEntries(
                Arrays.copyOfRange(entries, from, to),
                expiries == null ? null : trimmed(Arrays.copyOfRange(expiries, from, to)));
    }

    @Override
    void forEach(Visitor visitor) {
        for (int i = 0; i < entries.length; i++) {
            visitor.entry(entries[i], expiry(i));
        }
    }

    @Override
    void forEachOf(long to, Visitor visitor) {
        for (int i = lowerBound(PackedEntry.first(to), Long.MIN_VALUE); isOf(i, to); i++) {
            visitor.entry(entries[i], expiry(i));
        }
    }

    private boolean isOf(int at, long to) {
        return at < entries.length && PackedEntry.to(entries[at]) == to;
    }

    @Override
    void forEachOwn(Visitor visitor) {
        for (int i = 0; i < entries.length && entries[i] < PackedEntry.FIRST_SHARED; i++) {
            visitor.entry(entries[i], expiry(i));
        }
    }

    @Override
    void forEachShared(Visitor visitor) {
        for (int i = lowerBound(PackedEntry.FIRST_SHARED, Long.MIN_VALUE); i < entries.length; i++) {
            visitor.entry(entries[i], expiry(i));
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FlatEntries that
                && Arrays.equals(entries, that.entries)
                && Arrays.equals(expiries, that.expiries);
    }

    @Override
    public int hashCode() {
        long hash = 0;
        for (int i = 0; i < entries.length; i++) {
            hash = (hash ^ entries[i] ^ expiry(i)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 29;
        }
        return (int) (hash ^ hash >>> 32);
    }
}
