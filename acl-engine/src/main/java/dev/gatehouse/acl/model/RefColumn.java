package dev.gatehouse.acl.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Values by number, in immutable pieces that successive models share. What was never set is null. */
final class RefColumn<T> {

    private static final int SHIFT = 9;
    private static final int SIZE = 1 << SHIFT;
    private static final @Nullable Object[] NOTHING = new @Nullable Object[0];

    private final @Nullable Object[][] pieces;

    private RefColumn(@Nullable Object[][] pieces) {
        this.pieces = pieces;
    }

    static <T> RefColumn<T> empty() {
        return new RefColumn<>(new @Nullable Object[0][]);
    }

    @SuppressWarnings("unchecked") // only values of T are ever set
    @Nullable T get(int index) {
        int at = index >>> SHIFT;
        if (at >= pieces.length) {
            return null;
        }
        @Nullable Object[] piece = pieces[at];
        return piece.length == 0 ? null : (T) piece[index & (SIZE - 1)];
    }

    /** Whether the very same value stands at an index of another column; true at once where both share the piece. */
    @SuppressWarnings("ReferenceEquality") // what is shared is what was not written to
    boolean isSame(int index, RefColumn<T> other) {
        int at = index >>> SHIFT;
        boolean shared = at < pieces.length && at < other.pieces.length && pieces[at] == other.pieces[at];
        return shared || get(index) == other.get(index);
    }

    Editor<T> edit() {
        return new Editor<>(this);
    }

    /** Writes into pieces of its own; used by one thread, and no more after {@link #freeze}. */
    static final class Editor<T> {

        private @Nullable Object[][] pieces;
        private boolean[] owned;
        private boolean changed;

        private Editor(RefColumn<T> base) {
            pieces = base.pieces;
            owned = new boolean[0];
        }

        @SuppressWarnings("unchecked") // only values of T are ever set
        @Nullable T get(int index) {
            int at = index >>> SHIFT;
            if (at >= pieces.length) {
                return null;
            }
            @Nullable Object[] piece = pieces[at];
            return piece.length == 0 ? null : (T) piece[index & (SIZE - 1)];
        }

        void set(int index, @Nullable T value) {
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
                pieces[at] = pieces[at].length == 0 ? new @Nullable Object[SIZE] : pieces[at].clone();
            }
        }

        RefColumn<T> freeze() {
            return new RefColumn<>(pieces);
        }
    }
}
