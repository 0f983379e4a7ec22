package dev.gatehouse.acl.model;

import java.security.SecureRandom;

/**
 * A hash of names under a secret of this process, so that nobody can choose names that collide, and the comparison of a
 * string with stored UTF-8. Neither allocates.
 */
final class NameHash {

    private static final long SEED = new SecureRandom().nextLong();
    private static final long FACTOR = new SecureRandom().nextLong() | 1;

    private NameHash() {}

    static int of(int space, String name) {
        int length = name.length();
        long hash = SEED ^ ((long) space << 32 | length);
        int at = 0;
        for (; at + 4 <= length; at += 4) {
            long four = name.charAt(at)
                    | (long) name.charAt(at + 1) << 16
                    | (long) name.charAt(at + 2) << 32
                    | (long) name.charAt(at + 3) << 48;
            hash = fold(hash ^ four);
        }
        long rest = 0;
        for (; at < length; at++) {
            rest = rest << 16 | name.charAt(at);
        }
        hash = fold(hash ^ rest);
        return (int) (hash ^ hash >>> 32);
    }

    private static long fold(long value) {
        return Math.unsignedMultiplyHigh(value, FACTOR) ^ value * FACTOR;
    }

    /** Whether the UTF-8 in {@code bytes[from, to)} spells the string, which has no halves of surrogate pairs. */
    static boolean spells(byte[] bytes, int from, int to, String name) {
        int length = name.length();
        int at = from;
        int i = 0;
        while (i < length && at < to) {
            char c = name.charAt(i);
            if (c < 0x80) {
                if (bytes[at++] != c) {
                    return false;
                }
                i++;
                continue;
            }
            int codePoint = name.codePointAt(i);
            int width = codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
            if (at + width > to || !spellsWide(bytes, at, width, codePoint)) {
                return false;
            }
            at += width;
            i += Character.charCount(codePoint);
        }
        return i == length && at == to;
    }

    private static boolean spellsWide(byte[] bytes, int at, int width, int codePoint) {
        int lead = (0xF00 >> width) & 0xFF;
        if (bytes[at] != (byte) (lead | (codePoint >> (6 * (width - 1))))) {
            return false;
        }
        for (int k = 1; k < width; k++) {
            if (bytes[at + k] != (byte) (0x80 | ((codePoint >> (6 * (width - 1 - k))) & 0x3F))) {
                return false;
            }
        }
        return true;
    }
}
