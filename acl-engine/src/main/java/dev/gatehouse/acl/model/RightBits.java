package dev.gatehouse.acl.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A set of rights by their numbers in one workspace, which is written to. */
final class RightBits {

    private final long[] words;

    RightBits(int rights) {
        words = new long[(rights + 63) >>> 6];
    }

    private RightBits(long[] words) {
        this.words = words;
    }

    RightBits copy() {
        return new RightBits(words.clone());
    }

    void set(RightBits other) {
        System.arraycopy(other.words, 0, words, 0, words.length);
    }

    void add(int right) {
        words[right >>> 6] |= 1L << right;
    }

    /** Adds what a set of an entry includes; a set of all includes what is declared later too. */
    void addSet(RightTable rights, int set) {
        long[] included = set == RightTable.ALL ? null : rights.sets().get(set);
        if (set == RightTable.ALL) {
            Arrays.fill(words, -1);
        } else if (included != null) {
            for (int i = 0; i < Math.min(words.length, included.length); i++) {
                words[i] |= included[i];
            }
        }
    }

    void addAll(RightBits other) {
        for (int i = 0; i < words.length; i++) {
            words[i] |= other.words[i];
        }
    }

    void removeAll(RightBits other) {
        for (int i = 0; i < words.length; i++) {
            words[i] &= ~other.words[i];
        }
    }

    /** Keeps what the words of a type declare as well. */
    void retain(long[] declared) {
        for (int i = 0; i < words.length; i++) {
            words[i] &= i < declared.length ? declared[i] : 0;
        }
    }

    int count() {
        int count = 0;
        for (long word : words) {
            count += Long.bitCount(word);
        }
        return count;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RightBits that && Arrays.equals(words, that.words);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(words);
    }

    int[] numbers() {
        return RightTable.numbers(words);
    }
}
