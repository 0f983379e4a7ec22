package dev.gatehouse.idp.storage.sqlite;

import dev.gatehouse.idp.storage.layout.Bound;
import dev.gatehouse.idp.storage.layout.QueryPlan;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the ranges of a query plan, one after the other, until the page is full. */
final class PageReader {

    private final Table<?> table;

    PageReader(Table<?> table) {
        this.table = table;
    }

    /** At most {@code limit} rows, all of one moment. */
    List<Row> read(SqliteSession session, QueryPlan plan, int limit, long now) throws SQLException {
        List<Row> rows = new ArrayList<>();
        if (plan.ranges().size() == 1) {
            readRange(session, plan, plan.ranges().getFirst(), limit, now, rows);
            return rows;
        }
        session.prepare("BEGIN").executeUpdate();
        try {
            for (List<Bound> range : plan.ranges()) {
                if (rows.size() < limit) {
                    readRange(session, plan, range, limit, now, rows);
                }
            }
        } finally {
            session.prepare("COMMIT").executeUpdate();
        }
        return rows;
    }

    private void readRange(
            SqliteSession session, QueryPlan plan, List<Bound> range, int limit, long now, List<Row> rows)
            throws SQLException {
        PreparedStatement statement = session.prepare(sql(plan, range));
        int parameter = 1;
        for (Bound bound : range) {
            Object value = value(bound);
            if (value != null) {
                Row.bind(statement, parameter++, value);
            }
        }
        if (table.expires()) {
            statement.setLong(parameter++, now);
        }
        statement.setInt(parameter, limit - rows.size());
        try (ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                rows.add(Row.read(result, table.layout().fields()));
            }
        }
    }

    /**
     * {@code INDEXED BY} makes SQLite refuse what this index cannot answer: nothing scans by accident. A deferred index
     * is a table of its own with the index fields as its key, and {@code CROSS JOIN} makes it the one that is searched.
     */
    String sql(QueryPlan plan, List<Bound> range) {
        if (table.isDeferred(plan.index())) {
            return "SELECT " + table.columns("r.") + " FROM " + table.indexName(plan.index()) + " i CROSS JOIN "
                    + table.name() + " r ON r.rowid = i." + DeferredIndexes.ROW + " WHERE " + conditions(range, "i.")
                    + table.alive("r.") + order(plan, "i.") + " LIMIT ?";
        }
        return table.select + " INDEXED BY " + table.indexName(plan.index()) + " WHERE " + conditions(range, "")
                + table.alive() + order(plan, "") + " LIMIT ?";
    }

    private static String conditions(List<Bound> range, String alias) {
        return range.isEmpty()
                ? "true"
                : range.stream().map(bound -> condition(bound, alias)).collect(Collectors.joining(" AND "));
    }

    private static String order(QueryPlan plan, String alias) {
        String direction = plan.descending() ? " DESC" : "";
        return plan.order().isEmpty()
                ? ""
                : plan.order().stream()
                        .map(field -> alias + Table.quote(field) + direction)
                        .collect(Collectors.joining(", ", " ORDER BY ", ""));
    }

    private static String condition(Bound bound, String alias) {
        String field = alias + Table.quote(bound.field());
        return switch (bound) {
            case Bound.Equal equal -> field + " = ?";
            case Bound.IsNull isNull -> field + " IS NULL";
            case Bound.NotNull notNull -> field + " IS NOT NULL";
            case Bound.AtLeast atLeast -> field + " >= ?";
            case Bound.Above above -> field + " > ?";
            case Bound.Below below -> field + " < ?";
        };
    }

    private static @Nullable Object value(Bound bound) {
        return switch (bound) {
            case Bound.Equal(String field, Object value) -> value;
            case Bound.AtLeast(String field, Object value) -> value;
            case Bound.Above(String field, Object value) -> value;
            case Bound.Below(String field, Object value) -> value;
            case Bound.IsNull isNull -> null;
            case Bound.NotNull notNull -> null;
        };
    }
}
