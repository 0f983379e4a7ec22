package dev.gatehouse.acl.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The names of 64 successive numbers as bytes, each with the number of the space that it belongs to; 0 is no space. */
final class NamePage {

    static final int SHIFT = 6;
    static final int SIZE = 1 << SHIFT;

    static final NamePage EMPTY = new NamePage(new byte[0], new char[SIZE], new char[SIZE]);

    private final byte[] bytes;
    private final char[] ends;
    private final char[] spaces;

    private NamePage(byte[] bytes, char[] ends, char[] spaces) {
        this.bytes = bytes;
        this.ends = ends;
        this.spaces = spaces;
    }

    private int start(int at) {
        return at == 0 ? 0 : ends[at - 1];
    }

    int space(int at) {
        return spaces[at];
    }

    String name(int at) {
        int start = start(at);
        return new String(bytes, start, ends[at] - start, StandardCharsets.UTF_8);
    }

    boolean is(int at, int space, String name) {
        return spaces[at] == space && NameHash.spells(bytes, start(at), ends[at], name);
    }

    NamePage with(int at, int space, String name) {
        byte[] spelled = name.getBytes(StandardCharsets.UTF_8);
        int start = start(at);
        int growth = spelled.length - (ends[at] - start);
        byte[] nextBytes = new byte[bytes.length + growth];
        System.arraycopy(bytes, 0, nextBytes, 0, start);
        System.arraycopy(spelled, 0, nextBytes, start, spelled.length);
        System.arraycopy(bytes, ends[at], nextBytes, start + spelled.length, bytes.length - ends[at]);
        char[] nextEnds = ends.clone();
        for (int i = at; i < SIZE; i++) {
            nextEnds[i] = (char) (ends[i] + growth);
        }
        char[] nextSpaces = spaces.clone();
        nextSpaces[at] = (char) space;
        return new NamePage(nextBytes, nextEnds, nextSpaces);
    }

    NamePage without(int at) {
        return with(at, 0, "");
    }

    /** Collects 64 names in order, which is quicker than adding each to the page before. */
    static final class Collector {

        private byte[] bytes = new byte[1024];
        private final char[] ends = new char[SIZE];
        private final char[] spaces = new char[SIZE];
        private int count;

        void add(int space, byte[] source, int from, int length) {
            int start = count == 0 ? 0 : ends[count - 1];
            if (start + length > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(start + length, bytes.length * 2));
            }
            System.arraycopy(source, from, bytes, start, length);
            spaces[count] = (char) space;
            ends[count++] = (char) (start + length);
        }

        boolean isFull() {
            return count == SIZE;
        }

        NamePage take() {
            char end = count == 0 ? 0 : ends[count - 1];
            Arrays.fill(ends, count, SIZE, end);
            Arrays.fill(spaces, count, SIZE, (char) 0);
            count = 0;
            return new NamePage(Arrays.copyOf(bytes, end), ends.clone(), spaces.clone());
        }
    }
}
