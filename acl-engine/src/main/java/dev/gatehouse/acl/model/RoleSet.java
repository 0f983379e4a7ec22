package dev.gatehouse.acl.model;

import java.util.Arrays;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** An immutable set of role numbers: sorted while it is sparse, a bit set when that is smaller. */
final class RoleSet {

    static final RoleSet EMPTY = new RoleSet(SortedInts.NONE, null);

    private final int[] sorted;
    private final long @Nullable [] bits;

    private RoleSet(int[] sorted, long @Nullable [] bits) {
        this.sorted = sorted;
        this.bits = bits;
    }

    boolean contains(int role) {
        long[] dense = bits;
        if (dense != null) {
            int word = role >>> 6;
            return word < dense.length && (dense[word] >>> role & 1) != 0;
        }
        int low = 0;
        int high = sorted.length;
        while (high - low > 4) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] <= role) {
                low = middle;
            } else {
                high = middle;
            }
        }
        for (int i = low; i < high; i++) {
            if (sorted[i] == role) {
                return true;
            }
        }
        return false;
    }

    boolean isEmpty() {
        return bits == null && sorted.length == 0;
    }

    void forEach(IntConsumer each) {
        long[] dense = bits;
        if (dense == null) {
            for (int role : sorted) {
                each.accept(role);
            }
            return;
        }
        for (int word = 0; word < dense.length; word++) {
            for (long left = dense[word]; left != 0; left &= left - 1) {
                each.accept(word << 6 | Long.numberOfTrailingZeros(left));
            }
        }
    }

    /** Collects a set; one may be used again after {@link #take}. */
    static final class Collector {

        private long[] words = new long[16];
        private int count;
        private int least = Integer.MAX_VALUE;
        private int most = -1;

        boolean add(int role) {
            int word = role >>> 6;
            if (word >= words.length) {
                words = Arrays.copyOf(words, Math.max(word + 1, words.length * 2));
            }
            long bit = 1L << role;
            if ((words[word] & bit) != 0) {
                return false;
            }
            words[word] |= bit;
            count++;
            least = Math.min(least, word);
            most = Math.max(most, word);
            return true;
        }

        boolean contains(int role) {
            int word = role >>> 6;
            return word < words.length && (words[word] >>> role & 1) != 0;
        }

        void addAll(RoleSet roles) {
            roles.forEach(this::add);
        }

        RoleSet take() {
            if (count * 4L > (most + 1) * 8L) {
                RoleSet dense = new RoleSet(SortedInts.NONE, Arrays.copyOf(words, most + 1));
                clear();
                return dense;
            }
            int[] sorted = takeNumbers();
            return sorted.length == 0 ? EMPTY : new RoleSet(sorted, null);
        }

        int[] takeNumbers() {
            int[] sorted = count == 0 ? SortedInts.NONE : new int[count];
            int next = 0;
            for (int word = least; word <= most; word++) {
                for (long left = words[word]; left != 0; left &= left - 1) {
                    sorted[next++] = word << 6 | Long.numberOfTrailingZeros(left);
                }
            }
            clear();
            return sorted;
        }

        private void clear() {
            if (count > 0) {
                Arrays.fill(words, least, most + 1, 0);
            }
            count = 0;
            least = Integer.MAX_VALUE;
            most = -1;
        }
    }
}
