package dev.gatehouse.acl.model;

import dev.gatehouse.acl.model.SnapshotInput.BrokenSnapshotException;
import java.nio.charset.StandardCharsets;

/** Fills an empty table of names with names in the order of their numbers. */
final class SnapshotNames {

    private static final byte[] NOTHING = new byte[0];

    private final NameTable.Editor names;
    private final NamePage.Collector page = new NamePage.Collector();
    private int next;

    SnapshotNames(NameTable.Editor names) {
        this.names = names;
    }

    /** The next number has no name. */
    void skip() {
        collect(0, NOTHING);
    }

    void add(int space, byte[] name) throws BrokenSnapshotException {
        if (space == 0 || name.length == 0) {
            throw new BrokenSnapshotException("A name is missing");
        }
        names.index(space, new String(name, StandardCharsets.UTF_8), next);
        collect(space, name);
    }

    private void collect(int space, byte[] name) {
        page.add(space, name);
        next++;
        if (page.isFull()) {
            names.setPage((next - 1) >>> NamePage.SHIFT, page.take());
        }
    }

    void end() {
        if ((next & (NamePage.SIZE - 1)) != 0) {
            names.setPage(next >>> NamePage.SHIFT, page.take());
        }
    }
}
