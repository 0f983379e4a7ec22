package dev.gatehouse.acl.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Names and numbers, both ways. Names live in spaces (an object's type, a subject's kind). The way from name to number
 * is a table in many small parts, found by the leading bits of the hash; a part that is full becomes two.
 */
final class NameTable {

    static final NameTable EMPTY = new NameTable(new NamePart(0, null));

    static final int UNKNOWN = -1;

    private static final int DEEPEST = 22;

    private final NamePart[] directory;

    /** The slots of each part in the directory, so that readers need not go through the part. */
    private final long[][] slots;

    private final int depth;
    private final RefColumn<byte[]> pages;

    private NameTable(NamePart only) {
        this(new NamePart[] {only}, new long[][] {only.slots()}, 0, RefColumn.empty());
    }

    private NameTable(NamePart[] directory, long[][] slots, int depth, RefColumn<byte[]> pages) {
        this.directory = directory;
        this.slots = slots;
        this.depth = depth;
        this.pages = pages;
    }

    private static byte[] page(byte @Nullable [] page) {
        return page == null ? NamePage.EMPTY : page;
    }

    /** The number of a name, or {@link #UNKNOWN}. */
    int find(int space, String name) {
        int hash = NameHash.of(space, name);
        long[] part = slots[depth == 0 ? 0 : hash >>> (32 - depth)];
        for (int at = hash & (part.length - 1); part[at] != 0; at = (at + 1) & (part.length - 1)) {
            if (NamePart.hasHash(part[at], hash)) {
                int number = NamePart.number(part[at]);
                if (NamePage.is(
                        page(pages.get(number >>> NamePage.SHIFT)), number & (NamePage.SIZE - 1), space, name)) {
                    return number;
                }
            }
        }
        return UNKNOWN;
    }

    String name(int number) {
        return NamePage.name(page(pages.get(number >>> NamePage.SHIFT)), number & (NamePage.SIZE - 1));
    }

    /** The space of a number's name, or 0 when the number has none. */
    int space(int number) {
        return NamePage.space(page(pages.get(number >>> NamePage.SHIFT)), number & (NamePage.SIZE - 1));
    }

    /** Whether a number has the same name, and in the same space, as in another table. */
    boolean isSame(int number, NameTable other) {
        byte[] here = page(pages.get(number >>> NamePage.SHIFT));
        byte[] there = page(other.pages.get(number >>> NamePage.SHIFT));
        return Arrays.equals(here, there)
                || (space(number) == other.space(number) && name(number).equals(other.name(number)));
    }

    Editor edit() {
        return new Editor(this);
    }

    /** Writes into parts of its own; used by one thread, and no more after {@link #freeze}. */
    static final class Editor {

        private final NamePart.Token token = new NamePart.Token();
        private NamePart[] directory;
        private long[][] slots;
        private boolean ownsDirectory;
        private int depth;
        private final RefColumn.Editor<byte[]> pages;

        private Editor(NameTable base) {
            directory = base.directory;
            slots = base.slots;
            depth = base.depth;
            pages = base.pages.edit();
        }

        int find(int space, String name) {
            int hash = NameHash.of(space, name);
            NamePart part = directory[index(hash)];
            for (int slot = part.firstSlot(hash); part.slot(slot) != 0; slot = part.nextSlot(slot)) {
                if (NamePart.hasHash(part.slot(slot), hash)) {
                    int number = NamePart.number(part.slot(slot));
                    if (NamePage.is(
                            page(pages.get(number >>> NamePage.SHIFT)), number & (NamePage.SIZE - 1), space, name)) {
                        return number;
                    }
                }
            }
            return UNKNOWN;
        }

        String name(int number) {
            return NamePage.name(page(pages.get(number >>> NamePage.SHIFT)), number & (NamePage.SIZE - 1));
        }

        int space(int number) {
            return NamePage.space(page(pages.get(number >>> NamePage.SHIFT)), number & (NamePage.SIZE - 1));
        }

        /** Gives a number, which has no name, a name that has no number. */
        void put(int space, String name, int number) {
            index(space, name, number);
            int page = number >>> NamePage.SHIFT;
            pages.set(page, NamePage.with(page(pages.get(page)), number & (NamePage.SIZE - 1), space, name));
        }

        /** The half of {@link #put} that finds numbers; the page is set with {@link #setPage}. */
        void index(int space, String name, int number) {
            int hash = NameHash.of(space, name);
            NamePart part = own(hash);
            while (part.mustSplit(DEEPEST)) {
                split(hash, part);
                part = own(hash);
            }
            part.add(hash, number);
            put(hash, part);
        }

        void setPage(int index, byte[] page) {
            pages.set(index, page);
        }

        void remove(int number) {
            int hash = NameHash.of(space(number), name(number));
            own(hash).remove(hash, number);
            int page = number >>> NamePage.SHIFT;
            pages.set(page, NamePage.without(page(pages.get(page)), number & (NamePage.SIZE - 1)));
        }

        private int index(int hash) {
            return depth == 0 ? 0 : hash >>> (32 - depth);
        }

        private NamePart own(int hash) {
            NamePart part = directory[index(hash)];
            NamePart mine = part.ownedBy(token);
            if (mine != part) {
                put(hash, mine);
            }
            return mine;
        }

        private void split(int hash, NamePart part) {
            if (part.depth == depth) {
                NamePart[] doubled = new NamePart[directory.length * 2];
                long[][] doubledSlots = new long[doubled.length][];
                for (int i = 0; i < doubled.length; i++) {
                    doubled[i] = directory[i >> 1];
                    doubledSlots[i] = slots[i >> 1];
                }
                directory = doubled;
                slots = doubledSlots;
                ownsDirectory = true;
                depth++;
            }
            int bit = 1 << (31 - part.depth);
            put(hash & ~bit, part.half(0, token));
            put(hash | bit, part.half(1, token));
        }

        /** A part stands at every index that begins with the bits that its hashes share, and so do its slots. */
        private void put(int hash, NamePart part) {
            if (!ownsDirectory) {
                directory = directory.clone();
                slots = slots.clone();
                ownsDirectory = true;
            }
            int span = 1 << (depth - part.depth);
            int first = index(hash) & -span;
            Arrays.fill(directory, first, first + span, part);
            Arrays.fill(slots, first, first + span, part.slots());
        }

        NameTable freeze() {
            return new NameTable(directory, slots, depth, pages.freeze());
        }
    }
}
