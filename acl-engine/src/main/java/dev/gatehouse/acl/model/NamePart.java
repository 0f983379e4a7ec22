package dev.gatehouse.acl.model;

import org.jspecify.annotations.Nullable;

/**
 * One part of a table from hash to number: open addressing with linear probing. A slot holds the hash above and the
 * number plus one below; 0 is free. Only the editor that made a part writes to it.
 */
final class NamePart {

    private static final int LEAST = 8;
    private static final int MOST = 512;

    /** How many leading bits the hashes of this part share. */
    final int depth;

    final @Nullable Token owner;
    private long[] slots;
    private int count;

    /** Tells one editor from another. */
    static final class Token {}

    NamePart(int depth, @Nullable Token owner) {
        this(depth, owner, new long[LEAST], 0);
    }

    private NamePart(int depth, @Nullable Token owner, long[] slots, int count) {
        this.depth = depth;
        this.owner = owner;
        this.slots = slots;
        this.count = count;
    }

    NamePart ownedBy(Token editor) {
        return owner == editor ? this : new NamePart(depth, editor, slots.clone(), count);
    }

    /** For readers, until the editor that made this part adds to it again. */
    long[] slots() {
        return slots;
    }

    int firstSlot(int hash) {
        return hash & (slots.length - 1);
    }

    int nextSlot(int slot) {
        return (slot + 1) & (slots.length - 1);
    }

    long slot(int slot) {
        return slots[slot];
    }

    static boolean hasHash(long slot, int hash) {
        return (int) (slot >>> 32) == hash;
    }

    static int number(long slot) {
        return (int) slot - 1;
    }

    boolean mustSplit(int deepest) {
        return count >= MOST * 3 / 4 && depth < deepest;
    }

    void add(int hash, int number) {
        if (count >= slots.length * 3 / 4) {
            grow();
        }
        place((long) hash << 32 | (number + 1));
        count++;
    }

    private void place(long content) {
        int slot = firstSlot((int) (content >>> 32));
        while (slots[slot] != 0) {
            slot = nextSlot(slot);
        }
        slots[slot] = content;
    }

    private void grow() {
        long[] before = slots;
        slots = new long[before.length * 2];
        for (long content : before) {
            if (content != 0) {
                place(content);
            }
        }
    }

    /** Removes and moves back what was pushed on, so that no marker stays behind. */
    void remove(int hash, int number) {
        long content = (long) hash << 32 | (number + 1);
        int hole = firstSlot(hash);
        while (slots[hole] != content) {
            hole = nextSlot(hole);
        }
        slots[hole] = 0;
        count--;
        for (int slot = nextSlot(hole); slots[slot] != 0; slot = nextSlot(slot)) {
            int wanted = firstSlot((int) (slots[slot] >>> 32));
            boolean reachesPastHole = hole <= slot ? wanted <= hole || wanted > slot : wanted <= hole && wanted > slot;
            if (reachesPastHole) {
                slots[hole] = slots[slot];
                slots[slot] = 0;
                hole = slot;
            }
        }
    }

    /** The half of this part whose next leading bit is the given one. */
    NamePart half(int bit, Token editor) {
        NamePart half = new NamePart(depth + 1, editor, new long[slots.length], 0);
        for (long content : slots) {
            if (content != 0 && ((int) (content >>> 32) >>> (31 - depth) & 1) == bit) {
                half.add((int) (content >>> 32), (int) content - 1);
            }
        }
        return half;
    }
}
