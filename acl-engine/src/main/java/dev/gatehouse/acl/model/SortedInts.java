package dev.gatehouse.acl.model;

import java.util.Arrays;

/** Small sets of numbers as sorted arrays, which are never written to. */
final class SortedInts {

    static final int[] NONE = {};

    private SortedInts() {}

    static boolean contains(int[] set, int value) {
        return Arrays.binarySearch(set, value) >= 0;
    }

    static int[] with(int[] set, int value) {
        int at = Arrays.binarySearch(set, value);
        if (at >= 0) {
            return set;
        }
        int before = -at - 1;
        int[] next = Arrays.copyOf(set, set.length + 1);
        System.arraycopy(set, before, next, before + 1, set.length - before);
        next[before] = value;
        return next;
    }

    static int[] without(int[] set, int value) {
        int at = Arrays.binarySearch(set, value);
        if (at < 0) {
            return set;
        }
        if (set.length == 1) {
            return NONE;
        }
        int[] next = Arrays.copyOf(set, set.length - 1);
        System.arraycopy(set, at + 1, next, at, set.length - at - 1);
        return next;
    }
}
