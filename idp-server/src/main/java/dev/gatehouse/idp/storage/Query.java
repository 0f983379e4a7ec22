package dev.gatehouse.idp.storage;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Equality on a prefix of a declared index, an optional range on the next field, an order, a limit and a place to
 * begin.
 *
 * <p>The order is that of the remaining index fields, then the id. A query that no declared index answers is refused
 * with {@link IllegalArgumentException}: nothing scans by accident. The index named {@code id} is always there.
 *
 * @param index a declared index, or {@code id}
 * @param equal values of the first fields of the index, in index order
 * @param from lower bound of the next field, inclusive
 * @param to upper bound of the next field, exclusive
 * @param limit 1 to 10,000
 * @param after a {@link Page#next()} of the same query
 */
public record Query(
        String index,
        Map<String, Object> equal,
        @Nullable Object from,
        @Nullable Object to,
        boolean descending,
        int limit,
        Optional<String> after) {

    public static final int MAX_LIMIT = 10_000;

    public Query {
        equal = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(equal));
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit must be 1 to " + MAX_LIMIT + ": " + limit);
        }
    }

    /** All documents in the order of the index. */
    public static Query by(String index) {
        return new Query(index, Map.of(), null, null, false, 1_000, Optional.empty());
    }

    public Query where(String field, Object value) {
        var fields = new LinkedHashMap<>(equal);
        fields.put(field, value);
        return new Query(index, fields, from, to, descending, limit, after);
    }

    public Query between(@Nullable Object lower, @Nullable Object upper) {
        return new Query(index, equal, lower, upper, descending, limit, after);
    }

    public Query newestFirst() {
        return new Query(index, equal, from, to, true, limit, after);
    }

    public Query limit(int most) {
        return new Query(index, equal, from, to, descending, most, after);
    }

    public Query after(String cursor) {
        return new Query(index, equal, from, to, descending, limit, Optional.of(cursor));
    }
}
