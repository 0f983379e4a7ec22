package dev.gatehouse.acl.model;

import dev.gatehouse.acl.Limits;
import dev.gatehouse.acl.model.SnapshotInput.BrokenSnapshotException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The part of a snapshot that holds objects and their entries. */
final class SnapshotObjects {

    private final SnapshotInput in;
    private final ObjectTable.Editor objects;
    private final TypeTable types;
    private final RightTable rights;
    private final List<EntryList> lists = new ArrayList<>();

    SnapshotObjects(SnapshotInput in, ObjectTable.Editor objects, TypeTable types, RightTable rights) {
        this.in = in;
        this.objects = objects;
        this.types = types;
        this.rights = rights;
    }

    void read() throws BrokenSnapshotException {
        int size = in.number(Limits.OBJECTS + 1);
        int firstFree = in.number(size + 1);
        int count = in.number(size + 1);
        SnapshotNames names = new SnapshotNames(objects.names());
        for (int object = 0; object < size; object++) {
            int type = in.number(types.count() + 1);
            int up = in.number(2 * size + 2);
            if (type == 0) {
                names.skip();
            } else {
                names.add(type, in.bytes(Limits.ID_BYTES));
                objects.setEntries(object, readList());
            }
            objects.restore(object, up);
        }
        names.end();
        if (!objects.restored(size, firstFree, count, Limits.PARENTS)) {
            throw new BrokenSnapshotException("The parents of an object do not end");
        }
    }

    private EntryList readList() throws BrokenSnapshotException {
        int number = in.number(lists.size() + 1);
        if (number < lists.size()) {
            return lists.get(number);
        }
        int count = in.number(Limits.ENTRIES_PER_OBJECT + 1);
        long[] entries = new long[count];
        long[] expiries = new long[count];
        boolean anyExpires = false;
        for (int i = 0; i < count; i++) {
            entries[i] = PackedEntry.of(in.number(), in.number());
            expiries[i] = PackedEntry.expires(entries[i]) ? in.number() : EntryList.NEVER;
            anyExpires |= PackedEntry.expires(entries[i]);
            boolean follows = i == 0
                    || entries[i - 1] < entries[i]
                    || (entries[i - 1] == entries[i] && expiries[i - 1] < expiries[i]);
            if (!follows || PackedEntry.rights(entries[i]) >= rights.setCount()) {
                throw new BrokenSnapshotException("Entries are not in their order");
            }
        }
        FlatEntries flat = count == 0
                ? FlatEntries.EMPTY
                : new FlatEntries(entries, anyExpires ? Arrays.copyOf(expiries, count) : null);
        EntryList list = count <= FlatEntries.MOST ? flat : ChunkedEntries.of(flat);
        lists.add(list);
        return list;
    }
}
