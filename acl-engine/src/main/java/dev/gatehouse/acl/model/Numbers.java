package dev.gatehouse.acl.model;

import java.util.Arrays;

/** Numbers in the order in which they were added. */
final class Numbers {

    private int[] numbers = SortedInts.NONE;
    private int size;

    void add(int number) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, Math.max(4, size * 2));
        }
        numbers[size++] = number;
    }

    int get(int index) {
        return numbers[index];
    }

    int size() {
        return size;
    }

    /** Each once, in order. */
    int[] sorted() {
        return Arrays.stream(numbers, 0, size).sorted().distinct().toArray();
    }
}
