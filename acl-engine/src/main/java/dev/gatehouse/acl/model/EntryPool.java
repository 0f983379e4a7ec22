package dev.gatehouse.acl.model;

import org.jspecify.annotations.Nullable;

/**
 * Makes equal short lists one, since most objects share a few. It forgets when two lists want one place; that costs
 * memory and nothing else. Used by the one writer.
 */
final class EntryPool {

    private static final int LEAST = 1 << 6;
    private static final int MOST = 1 << 16;

    private @Nullable FlatEntries[] places = new @Nullable FlatEntries[LEAST];
    private int added;

    EntryList share(EntryList list) {
        if (!(list instanceof FlatEntries flat) || flat.size() == 0) {
            return list;
        }
        int at = place(flat);
        FlatEntries there = places[at];
        if (there != null && there.equals(flat)) {
            return there;
        }
        if (++added > places.length && places.length < MOST) {
            grow();
            at = place(flat);
        }
        places[at] = flat;
        return flat;
    }

    private int place(FlatEntries list) {
        int hash = list.hashCode();
        return (hash ^ hash >>> 16) & (places.length - 1);
    }

    private void grow() {
        @Nullable FlatEntries[] before = places;
        places = new @Nullable FlatEntries[before.length * 4];
        for (FlatEntries list : before) {
            if (list != null) {
                places[place(list)] = list;
            }
        }
        added = 0;
    }
}
