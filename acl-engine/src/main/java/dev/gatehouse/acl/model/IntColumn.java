package dev.gatehouse.acl.model;

import java.util.Arrays;

/** Numbers by number, in immutable pieces that successive models share. What was never set is 0. */
final class IntColumn {

    static final IntColumn EMPTY = new IntColumn(new int[0][]);

    private static final int SHIFT = 9;
    private static final int SIZE = 1 << SHIFT;

    private final int[][] pieces;

    private IntColumn(int[][] pieces) {
        this.pieces = pieces;
    }

    int get(int index) {
        return pieces[index >>> SHIFT][index & (SIZE - 1)];
    }

    Editor edit() {
        return new Editor(this);
    }

    /** Writes into pieces of its own; used by one thread, and no more after {@link #freeze}. */
    static final class Editor {

        private int[][] pieces;
        private boolean[] owned;
        private boolean changed;

        private Editor(IntColumn base) {
            pieces = base.pieces;
            owned = new boolean[0];
        }

        int get(int index) {
            return pieces[index >>> SHIFT][index & (SIZE - 1)];
        }

        void set(int index, int value) {
            int at = index >>> SHIFT;
            own(at);
            pieces[at][index & (SIZE - 1)] = value;
        }

        private void own(int at) {
            if (!changed) {
                changed = true;
                pieces = pieces.clone();
                owned = new boolean[pieces.length];
            }
            if (at >= pieces.length) {
                int before = pieces.length;
                int length = Math.max(at + 1, before + (before >> 3));
                pieces = Arrays.copyOf(pieces, length);
                owned = Arrays.copyOf(owned, length);
                Arrays.fill(pieces, before, length, NOTHING);
            }
            if (!owned[at]) {
                owned[at] = true;
                pieces[at] = pieces[at].length == 0 ? new int[SIZE] : pieces[at].clone();
            }
        }

        IntColumn freeze() {
            return new IntColumn(pieces);
        }

        private static final int[] NOTHING = new int[0];
    }
}
