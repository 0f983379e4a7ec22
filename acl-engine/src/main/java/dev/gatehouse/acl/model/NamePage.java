package dev.gatehouse.acl.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The names of 64 successive numbers in one array, each with the number of the space that it belongs to; 0 is no space.
 * The array begins with the end and the space of each name, two bytes each, and goes on with the names, so that a
 * comparison reads next to what it has just read.
 */
final class NamePage {

    static final int SHIFT = 6;
    static final int SIZE = 1 << SHIFT;

    private static final int WIDTH = 4;
    private static final int HEAD = SIZE * WIDTH;

    static final byte[] EMPTY = new Collector().take();

    private NamePage() {}

    private static int pair(byte[] page, int at) {
        return (page[at] & 0xFF) << 8 | (page[at + 1] & 0xFF);
    }

    private static void setPair(byte[] page, int at, int value) {
        page[at] = (byte) (value >> 8);
        page[at + 1] = (byte) value;
    }

    private static int start(byte[] page, int at) {
        return at == 0 ? HEAD : HEAD + pair(page, (at - 1) * WIDTH);
    }

    private static int end(byte[] page, int at) {
        return HEAD + pair(page, at * WIDTH);
    }

    static int space(byte[] page, int at) {
        return pair(page, at * WIDTH + 2);
    }

    static String name(byte[] page, int at) {
        int start = start(page, at);
        return new String(page, start, end(page, at) - start, StandardCharsets.UTF_8);
    }

    static boolean is(byte[] page, int at, int space, String name) {
        return space(page, at) == space && NameHash.spells(page, start(page, at), end(page, at), name);
    }

    static byte[] with(byte[] page, int at, int space, String name) {
        byte[] spelled = name.getBytes(StandardCharsets.UTF_8);
        int start = start(page, at);
        int end = end(page, at);
        int growth = spelled.length - (end - start);
        byte[] next = Arrays.copyOf(page, page.length + growth);
        System.arraycopy(spelled, 0, next, start, spelled.length);
        System.arraycopy(page, end, next, start + spelled.length, page.length - end);
        for (int i = at; i < SIZE; i++) {
            setPair(next, i * WIDTH, pair(page, i * WIDTH) + growth);
        }
        setPair(next, at * WIDTH + 2, space);
        return next;
    }

    static byte[] without(byte[] page, int at) {
        return with(page, at, 0, "");
    }

    /** Collects 64 names in order, which is quicker than adding each to the page before. */
    static final class Collector {

        private byte[] page = new byte[HEAD + 1024];
        private int end = HEAD;
        private int count;

        void add(int space, byte[] name) {
            if (end + name.length > page.length) {
                page = Arrays.copyOf(page, Math.max(end + name.length, page.length * 2));
            }
            System.arraycopy(name, 0, page, end, name.length);
            end += name.length;
            setPair(page, count * WIDTH, end - HEAD);
            setPair(page, count * WIDTH + 2, space);
            count++;
        }

        boolean isFull() {
            return count == SIZE;
        }

        byte[] take() {
            while (!isFull()) {
                add(0, new byte[0]);
            }
            byte[] taken = Arrays.copyOf(page, end);
            end = HEAD;
            count = 0;
            return taken;
        }
    }
}
