package dev.gatehouse.acl.model;

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

    /** Sees the entries in order. */
    interface Visitor {
        void entry(long entry, long expiresAt);
    }
}
