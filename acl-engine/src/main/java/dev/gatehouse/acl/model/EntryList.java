package dev.gatehouse.acl.model;

import java.util.function.IntConsumer;

/**
 * The entries on one object, sorted and immutable. Entries that differ only in when they expire stand side by side, the
 * last to expire at the end.
 */
abstract sealed class EntryList permits FlatEntries, ChunkedEntries {

    static final long NEVER = Long.MAX_VALUE;

    abstract int size();

    abstract boolean hasDenies();

    abstract EntryList with(long entry, long expiresAt);

    abstract EntryList without(long entry, long expiresAt);

    abstract boolean contains(long entry, long expiresAt);

    abstract void forEach(Visitor visitor);

    /** Shows the entries for one member. */
    abstract void forEachOf(long to, Visitor visitor);

    /** Shows the entries that are for everyone or a role, so not for one subject alone. */
    abstract void forEachShared(Visitor visitor);

    /** Sees the entries in order. */
    interface Visitor {
        void entry(long entry, long expiresAt);
    }

    /** Shows the number of each subject that an entry is for. */
    final void forEachNamed(IntConsumer each) {
        forEachOwn((entry, _) -> each.accept(PackedEntry.number(entry)));
    }

    /** Shows the entries that are for one subject alone. */
    abstract void forEachOwn(Visitor visitor);
}
