package dev.gatehouse.idp.storage.layout;

import dev.gatehouse.idp.storage.InvalidCursor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ranges of one index that a query reads, from its beginning or from a cursor on.
 *
 * @param rest the index fields behind the equal ones, the id last
 * @param limits the range of the first of them
 * @param unique whether the index is unique: it then holds only documents in which none of its fields is null
 */
record IndexRanges(
        RecordLayout<?> layout,
        List<Bound> equal,
        List<String> rest,
        RangeLimits limits,
        boolean unique,
        boolean descending) {

    List<List<Bound>> all() {
        List<Bound> bounds = new ArrayList<>(equal);
        limits.addLower(bounds, rest.getFirst());
        limits.addUpper(bounds, rest.getFirst());
        addPresence(bounds, 0);
        return List.of(bounds);
    }

    /** What comes behind a document with these values. */
    List<List<Bound>> after(List<@Nullable Object> last) {
        requireInside(last);
        List<List<Bound>> ranges = new ArrayList<>();
        for (int split = rest.size() - 1; split >= 0; split--) {
            List<Bound> shared = new ArrayList<>(equal);
            for (int i = 0; i < split; i++) {
                Object value = last.get(i);
                shared.add(value == null ? new Bound.IsNull(rest.get(i)) : new Bound.Equal(rest.get(i), value));
            }
            Object value = last.get(split);
            if (!descending) {
                ranges.add(above(shared, split, value));
            } else if (value != null) { // nothing sorts below null
                ranges.add(below(shared, split, value));
                if (mayBeNull(split)) {
                    shared.add(new Bound.IsNull(rest.get(split)));
                    ranges.add(shared);
                }
            }
        }
        return ranges;
    }

    private List<Bound> above(List<Bound> shared, int split, @Nullable Object value) {
        String field = rest.get(split);
        List<Bound> bounds = new ArrayList<>(shared);
        bounds.add(value == null ? new Bound.NotNull(field) : new Bound.Above(field, value));
        if (split == 0) {
            limits.addUpper(bounds, field);
        }
        addPresence(bounds, split + 1);
        return bounds;
    }

    private List<Bound> below(List<Bound> shared, int split, Object value) {
        String field = rest.get(split);
        List<Bound> bounds = new ArrayList<>(shared);
        bounds.add(new Bound.Below(field, value));
        if (split == 0) {
            limits.addLower(bounds, field);
        }
        addPresence(bounds, split + 1);
        return bounds;
    }

    private void addPresence(List<Bound> bounds, int first) {
        for (int i = first; unique && i < rest.size() - 1; i++) {
            bounds.add(new Bound.NotNull(rest.get(i)));
        }
    }

    private boolean mayBeNull(int position) {
        return !unique && position < rest.size() - 1 && (position > 0 || limits.isOpen());
    }

    /** A cursor comes from outside: its values must be of the fields' kinds and inside the range. */
    private void requireInside(List<@Nullable Object> last) {
        for (int i = 0; i < last.size(); i++) {
            Object value = last.get(i);
            boolean possible = value == null ? mayBeNull(i) : layout.holds(rest.get(i), value);
            if (!possible || (i == 0 && !limits.contains(value))) {
                throw new InvalidCursor("the cursor lies outside of the query");
            }
        }
    }
}
