package dev.gatehouse.acl.model;

import dev.gatehouse.acl.Effect;

/**
 * An entry on an object as one number, apart from the instant at which it expires: who it is for above, then the effect,
 * whether it expires, and the number of its set of rights. Sorted numbers are sorted by who they are for.
 */
final class PackedEntry {

    /** Who an entry is for: what kind of member, and its number among those. */
    static final int SUBJECT = 0;

    static final int EVERYONE = 1;
    static final int ROLE = 2;
    static final int SYSTEM_ROLE = 3;

    private static final int NUMBER_BITS = 30;
    private static final int RIGHTS_BITS = 24;
    private static final int TO_SHIFT = RIGHTS_BITS + 2;
    private static final long EXPIRES = 1L << RIGHTS_BITS;
    private static final long DENIES = 1L << (RIGHTS_BITS + 1);

    /** The least entry that is not for one subject alone. */
    static final long FIRST_SHARED = first(to(EVERYONE, 0));

    private PackedEntry() {}

    /** Who an entry is for, as one number. */
    static long to(int kind, int number) {
        return (long) kind << NUMBER_BITS | number;
    }

    /** What kind of member a number of {@link #to(int, int)} means. */
    static int toKind(long to) {
        return (int) (to >>> NUMBER_BITS);
    }

    static int toNumber(long to) {
        return (int) to & ((1 << NUMBER_BITS) - 1);
    }

    static long of(long to, Effect effect, boolean expires, int rights) {
        return to << TO_SHIFT | (effect == Effect.DENY ? DENIES : 0) | (expires ? EXPIRES : 0) | rights;
    }

    /** The entry of {@link #to(long)} and {@link #terms}. */
    static long of(long to, long terms) {
        return to << TO_SHIFT | terms;
    }

    /** All but who the entry is for. */
    static long terms(long entry) {
        return entry & ((1L << TO_SHIFT) - 1);
    }

    /** The least entry for somebody. */
    static long first(long to) {
        return to << TO_SHIFT;
    }

    static long to(long entry) {
        return entry >>> TO_SHIFT;
    }

    static int kind(long entry) {
        return (int) (entry >>> (TO_SHIFT + NUMBER_BITS));
    }

    static int number(long entry) {
        return (int) (entry >>> TO_SHIFT) & ((1 << NUMBER_BITS) - 1);
    }

    static boolean denies(long entry) {
        return (entry & DENIES) != 0;
    }

    static boolean expires(long entry) {
        return (entry & EXPIRES) != 0;
    }

    static int rights(long entry) {
        return (int) entry & ((1 << RIGHTS_BITS) - 1);
    }
}
