package dev.gatehouse.acl.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Many entries in sorted chunks: a search is two binary searches, and a write copies one chunk and the list of them. */
final class ChunkedEntries extends EntryList {

    private static final int CHUNK = 512;

    private final FlatEntries[] chunks;
    private final int size;
    private final int denies;
    private final int forRoles;

    private ChunkedEntries(FlatEntries[] chunks, int size, int denies, int forRoles) {
        this.chunks = chunks;
        this.size = size;
        this.denies = denies;
        this.forRoles = forRoles;
    }

    static ChunkedEntries of(FlatEntries sorted) {
        List<FlatEntries> chunks = new ArrayList<>();
        for (int from = 0; from < sorted.size(); from += CHUNK / 2) {
            chunks.add(sorted.slice(from, Math.min(sorted.size(), from + CHUNK / 2)));
        }
        int[] counts = new int[2];
        sorted.forEach((entry, expiresAt) -> {
            counts[0] += PackedEntry.denies(entry) ? 1 : 0;
            counts[1] += isForRole(entry) ? 1 : 0;
        });
        return new ChunkedEntries(chunks.toArray(FlatEntries[]::new), sorted.size(), counts[0], counts[1]);
    }

    private static boolean isForRole(long entry) {
        return PackedEntry.kind(entry) >= PackedEntry.ROLE;
    }

    @Override
    int size() {
        return size;
    }

    @Override
    boolean hasDenies() {
        return denies > 0;
    }

    /** How many of the entries are for roles. */
    int forRoles() {
        return forRoles;
    }

    /** Positions are the chunk above and the place in it below; {@link #end} is behind the last. */
    long lowerBound(long entry, long expiresAt) {
        int low = 0;
        int high = chunks.length;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            FlatEntries chunk = chunks[middle];
            long first = chunk.entry(0);
            if (first < entry || (first == entry && chunk.expiry(0) <= expiresAt)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return normal(low, chunks[low].lowerBound(entry, expiresAt));
    }

    private long normal(int chunk, int at) {
        return at < chunks[chunk].size() ? (long) chunk << 32 | at : (long) (chunk + 1) << 32;
    }

    long end() {
        return (long) chunks.length << 32;
    }

    long next(long position) {
        return normal((int) (position >>> 32), (int) position + 1);
    }

    long entry(long position) {
        return chunks[(int) (position >>> 32)].entry((int) position);
    }

    long expiry(long position) {
        return chunks[(int) (position >>> 32)].expiry((int) position);
    }

    /** The position behind all entries that equal this one, however long they last. */
    long behind(long entry) {
        return lowerBound(entry + 1, Long.MIN_VALUE);
    }

    /** The expiry of the entry before a position: of those that differ in nothing else, the last to expire. */
    long expiryBefore(long behind) {
        int chunk = (int) (behind >>> 32);
        int at = (int) behind;
        return at > 0 ? chunks[chunk].expiry(at - 1) : chunks[chunk - 1].expiry(chunks[chunk - 1].size() - 1);
    }

    @Override
    boolean contains(long entry, long expiresAt) {
        long at = lowerBound(entry, expiresAt);
        return at != end() && entry(at) == entry && expiry(at) == expiresAt;
    }

    @Override
    ChunkedEntries with(long entry, long expiresAt) {
        if (contains(entry, expiresAt)) {
            return this;
        }
        int at = chunkFor(entry, expiresAt);
        FlatEntries grown = chunks[at].inserted(entry, expiresAt);
        FlatEntries[] next;
        if (grown.size() <= CHUNK) {
            next = chunks.clone();
            next[at] = grown;
        } else {
            next = Arrays.copyOf(chunks, chunks.length + 1);
            System.arraycopy(chunks, at, next, at + 1, chunks.length - at);
            // Numbers grow, so what is added last often comes last: then the full chunk stays full.
            int left = at == chunks.length - 1 && grown.entry(CHUNK) == entry ? CHUNK : CHUNK / 2;
            next[at] = grown.slice(0, left);
            next[at + 1] = grown.slice(left, grown.size());
        }
        return counted(next, entry, 1);
    }

    private int chunkFor(long entry, long expiresAt) {
        long position = lowerBound(entry, expiresAt);
        int chunk = (int) (position >>> 32);
        return (int) position == 0 && chunk > 0 ? chunk - 1 : chunk;
    }

    @Override
    EntryList without(long entry, long expiresAt) {
        long position = lowerBound(entry, expiresAt);
        if (position == end() || entry(position) != entry || expiry(position) != expiresAt) {
            return this;
        }
        int at = (int) (position >>> 32);
        FlatEntries shrunk = chunks[at].without(entry, expiresAt);
        FlatEntries[] next;
        if (shrunk.size() > 0) {
            next = chunks.clone();
            next[at] = shrunk;
        } else {
            next = Arrays.copyOf(chunks, chunks.length - 1);
            System.arraycopy(chunks, at + 1, next, at, chunks.length - at - 1);
        }
        ChunkedEntries left = counted(next, entry, -1);
        return left.size > FlatEntries.MOST / 2 ? left : left.flat();
    }

    private ChunkedEntries counted(FlatEntries[] next, long entry, int by) {
        return new ChunkedEntries(
                next, size + by, denies + (PackedEntry.denies(entry) ? by : 0), forRoles + (isForRole(entry) ? by : 0));
    }

    private FlatEntries flat() {
        FlatEntries[] flat = {FlatEntries.EMPTY};
        forEach((entry, expiresAt) -> flat[0] = flat[0].inserted(entry, expiresAt));
        return flat[0];
    }

    @Override
    void forEach(Visitor visitor) {
        for (FlatEntries chunk : chunks) {
            chunk.forEach(visitor);
        }
    }

    @Override
    void forEachOf(long to, Visitor visitor) {
        long at = lowerBound(PackedEntry.first(to), Long.MIN_VALUE);
        while (at != end() && PackedEntry.to(entry(at)) == to) {
            visitor.entry(entry(at), expiry(at));
            at = next(at);
        }
    }

    @Override
    void forEachOwn(Visitor visitor) {
        for (FlatEntries chunk : chunks) {
            chunk.forEachOwn(visitor);
        }
    }

    @Override
    void forEachShared(Visitor visitor) {
        long at = lowerBound(PackedEntry.FIRST_SHARED, Long.MIN_VALUE);
        while (at != end()) {
            visitor.entry(entry(at), expiry(at));
            at = next(at);
        }
    }
}
