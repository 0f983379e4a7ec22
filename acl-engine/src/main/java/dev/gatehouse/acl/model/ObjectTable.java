package dev.gatehouse.acl.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The objects that have a record: what each is below of, whether it inherits, and its entries. Numbers of deleted objects
 * are given again, the last one first, so that they follow from the log alone.
 *
 * @param ups the parent's number plus one and, in the lowest bit, whether the object inherits; of a free number the next
 *     free one plus one
 * @param below for each object with children, how many of them have how many levels below themselves
 * @param size one more than the highest number ever given
 * @param firstFree plus one; 0: none is free
 */
record ObjectTable(
        NameTable names,
        IntColumn ups,
        RefColumn<EntryList> lists,
        RefColumn<int[]> below,
        int size,
        int firstFree,
        int count) {

    static final int NONE = -1;

    static final ObjectTable EMPTY =
            new ObjectTable(NameTable.EMPTY, IntColumn.EMPTY, RefColumn.empty(), RefColumn.empty(), 0, 0, 0);

    int find(int type, String id) {
        return names.find(type, id);
    }

    /** The number of an object's type, or 0 when nothing has the number. */
    int type(int object) {
        return names.space(object);
    }

    int parent(int object) {
        return (ups.get(object) >>> 1) - 1;
    }

    boolean inherits(int object) {
        return (ups.get(object) & 1) != 0;
    }

    EntryList entries(int object) {
        EntryList list = lists.get(object);
        return list == null ? FlatEntries.EMPTY : list;
    }

    /** The entries on an object; null where there are none. */
    @Nullable EntryList list(int object) {
        return lists.get(object);
    }

    Editor edit() {
        return new Editor(this);
    }

    /** Makes the next table. Used by one thread. */
    static final class Editor {

        private final NameTable.Editor names;
        private final IntColumn.Editor ups;
        private final RefColumn.Editor<EntryList> lists;
        private final RefColumn.Editor<int[]> below;
        private int size;
        private int firstFree;
        private int count;

        private Editor(ObjectTable base) {
            names = base.names.edit();
            ups = base.ups.edit();
            lists = base.lists.edit();
            below = base.below.edit();
            size = base.size;
            firstFree = base.firstFree;
            count = base.count;
        }

        int find(int type, String id) {
            return names.find(type, id);
        }

        int type(int object) {
            return names.space(object);
        }

        int size() {
            return size;
        }

        int count() {
            return count;
        }

        int parent(int object) {
            return (ups.get(object) >>> 1) - 1;
        }

        boolean inherits(int object) {
            return (ups.get(object) & 1) != 0;
        }

        EntryList entries(int object) {
            EntryList list = lists.get(object);
            return list == null ? FlatEntries.EMPTY : list;
        }

        void setEntries(int object, EntryList list) {
            lists.set(object, list.size() == 0 ? null : list);
        }

        boolean hasChildren(int object) {
            return below.get(object) != null;
        }

        /** How many levels of objects stand below one. */
        int height(int object) {
            int[] counts = object == NONE ? null : below.get(object);
            return counts == null ? 0 : counts.length;
        }

        /** How many parents an object below this one would have. */
        int depthBelow(int parent) {
            int depth = 0;
            for (int above = parent; above != NONE; above = parent(above)) {
                depth++;
            }
            return depth;
        }

        /** Whether an object is another one or stands above it. */
        boolean isAtOrAbove(int object, int other) {
            for (int above = other; above != NONE; above = parent(above)) {
                if (above == object) {
                    return true;
                }
            }
            return false;
        }

        int add(int type, String id, int parent, boolean inherit) {
            int object;
            if (firstFree == 0) {
                object = size++;
            } else {
                object = firstFree - 1;
                firstFree = ups.get(object);
            }
            names.put(type, id, object);
            ups.set(object, (parent + 1) << 1 | (inherit ? 1 : 0));
            shiftHeights(parent, NONE, 0);
            count++;
            return object;
        }

        void place(int object, int parent, boolean inherit) {
            int before = parent(object);
            ups.set(object, (parent + 1) << 1 | (inherit ? 1 : 0));
            if (before != parent) {
                shiftHeights(before, height(object), NONE);
                shiftHeights(parent, NONE, height(object));
            }
        }

        void remove(int object) {
            shiftHeights(parent(object), 0, NONE);
            names.remove(object);
            lists.set(object, null);
            ups.set(object, firstFree);
            firstFree = object + 1;
            count--;
        }

        /** A child with so many levels below it goes, one with so many comes; and so on upwards. */
        private void shiftHeights(int parent, int gone, int come) {
            int above = parent;
            int from = gone;
            int to = come;
            while (above != NONE && from != to) {
                int before = height(above);
                below.set(above, shifted(below.get(above), from, to));
                from = before;
                to = height(above);
                above = parent(above);
            }
        }

        private static int @Nullable [] shifted(int @Nullable [] counts, int gone, int come) {
            int[] next = counts == null ? SortedInts.NONE : counts;
            next = Arrays.copyOf(next, Math.max(next.length, come + 1));
            if (gone != NONE) {
                next[gone]--;
            }
            if (come != NONE) {
                next[come]++;
            }
            int length = next.length;
            while (length > 0 && next[length - 1] == 0) {
                length--;
            }
            return length == 0 ? null : Arrays.copyOf(next, length);
        }

        /** For a snapshot. */
        NameTable.Editor names() {
            return names;
        }

        /** For a snapshot: the column of an object whose heights {@link #restored} computes. */
        void restore(int object, int up) {
            ups.set(object, up);
        }

        /** For a snapshot, after every object; whether parents exist and end. */
        boolean restored(int restoredSize, int free, int restoredCount, int deepest) {
            size = restoredSize;
            firstFree = free;
            count = restoredCount;
            int[] heights = new int[size];
            for (int object = 0; object < size; object++) {
                int height = 0;
                int above = type(object) == 0 ? NONE : parent(object);
                while (above != NONE) {
                    if (above >= size || type(above) == 0 || ++height > deepest) {
                        return false;
                    }
                    heights[above] = Math.max(heights[above], height);
                    above = parent(above);
                }
            }
            for (int object = 0; object < size; object++) {
                int parent = type(object) == 0 ? NONE : parent(object);
                if (parent != NONE) {
                    below.set(parent, shifted(below.get(parent), NONE, heights[object]));
                }
            }
            return true;
        }

        ObjectTable freeze() {
            return new ObjectTable(
                    names.freeze(), ups.freeze(), lists.freeze(), below.freeze(), size, firstFree, count);
        }
    }
}
