package dev.gatehouse.idp.storage.layout;

import dev.gatehouse.idp.storage.DocumentType;
import dev.gatehouse.idp.storage.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The ranges of one index that answer a query, in order: reading one after the other gives its documents in its order.
 *
 * <p>A page that continues another begins in the middle of an index: first come the documents that share all index
 * fields but the id with the last one, then those that share all but the last field, and so on. Each of these is one
 * contiguous range, so that a page deep inside costs as much as the first.
 *
 * @param index the index, or {@code id}
 * @param rest the index fields behind the equal ones, {@link #ID} last
 * @param order the fields that the order follows: the rest, without the id when the index is unique
 * @param fingerprint tells the query's cursors from those of others
 */
public record QueryPlan(
        String index,
        List<String> rest,
        List<String> order,
        boolean descending,
        int fingerprint,
        List<List<Bound>> ranges) {

    /** The field that holds a document's id. */
    public static final String ID = "_id";

    /** The index over the id alone. */
    public static final String ID_INDEX = "id";

    public QueryPlan {
        rest = List.copyOf(rest);
        order = List.copyOf(order);
        ranges = ranges.stream().map(List::copyOf).toList();
    }

    /** Refuses a query that no declared index answers. */
    public static QueryPlan of(RecordLayout<?> layout, Query query) {
        boolean unique = false;
        List<String> fields = new ArrayList<>();
        if (!query.index().equals(ID_INDEX)) {
            DocumentType.Index index = layout.documentType().index(query.index());
            unique = index.unique();
            fields.addAll(index.fields());
        }
        fields.add(ID);
        List<Bound> equal = equal(layout, query, fields);
        List<String> rest = fields.subList(equal.size(), fields.size());
        var limits = new RangeLimits(
                stored(layout, rest.getFirst(), query.from()), stored(layout, rest.getFirst(), query.to()));
        int fingerprint =
                Objects.hash(layout.documentType().name(), query.index(), equal.toString(), query.descending());
        var ranges = new IndexRanges(layout, equal, List.copyOf(rest), limits, unique, query.descending());
        List<String> order = unique ? rest.subList(0, rest.size() - 1) : rest;
        return new QueryPlan(
                query.index(),
                rest,
                order,
                query.descending(),
                fingerprint,
                query.after()
                        .map(cursor -> ranges.after(Cursor.decode(cursor, fingerprint, fields.size() - equal.size())))
                        .orElseGet(ranges::all));
    }

    private static List<Bound> equal(RecordLayout<?> layout, Query query, List<String> fields) {
        List<String> names = List.copyOf(query.equal().keySet());
        if (names.size() >= fields.size() || !fields.subList(0, names.size()).equals(names)) {
            throw new IllegalArgumentException(layout.documentType().name() + ": index " + query.index() + " over "
                    + fields + " does not begin with " + names);
        }
        List<Bound> equal = new ArrayList<>();
        query.equal()
                .forEach((field, value) ->
                        equal.add(new Bound.Equal(field, Objects.requireNonNull(stored(layout, field, value), field))));
        return equal;
    }

    private static @Nullable Object stored(RecordLayout<?> layout, String field, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        Object stored = Scalars.stored(value);
        if (!layout.holds(field, stored)) {
            throw new IllegalArgumentException(
                    field + " never holds a " + value.getClass().getSimpleName());
        }
        return stored;
    }

    /** The cursor behind that document. */
    public <T extends Record> String cursorAfter(RecordLayout<T> layout, String id, T value) {
        List<@Nullable Object> values = new ArrayList<>();
        for (String field : rest) {
            values.add(field.equals(ID) ? id : layout.encode(value, field));
        }
        return Cursor.encode(fingerprint, values);
    }
}
