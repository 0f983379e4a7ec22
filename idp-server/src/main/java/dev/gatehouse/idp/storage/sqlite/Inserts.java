package dev.gatehouse.idp.storage.sqlite;

import dev.gatehouse.idp.storage.DocumentType;
import dev.gatehouse.idp.storage.WriteResult;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Creates rows, and finds out what stands in the way of a write. Runs inside of a group's transaction. */
final class Inserts {

    private static final WriteResult WRITTEN = new WriteResult.Written(1);

    private final Table<?> table;
    private final DeferredIndexes deferred;

    Inserts(Table<?> table, DeferredIndexes deferred) {
        this.table = table;
        this.deferred = deferred;
    }

    WriteResult insert(SqliteSession session, Row row, long now) throws SQLException {
        if (tryInsert(session, row)) {
            return WRITTEN;
        }
        removeExpired(session, row, now);
        if (tryInsert(session, row)) {
            return WRITTEN;
        }
        return new WriteResult.Conflict(conflict(session, row)
                .orElseThrow(() -> new IllegalStateException("no index explains the conflict of " + row.id())));
    }

    /** All of them or none; those that this very call wrote before count as written. */
    WriteResult insertAll(SqliteSession session, List<Row> rows, long now) throws SQLException {
        session.execute("SAVEPOINT all_or_none");
        WriteResult result = WRITTEN;
        boolean completed = false;
        try {
            for (Row row : rows) {
                WriteResult one = insert(session, row, now);
                if (!one.written() && !isThere(session, row)) {
                    result = one;
                    break;
                }
            }
            completed = result.written();
        } finally {
            if (!completed) {
                session.execute("ROLLBACK TO all_or_none");
            }
            session.execute("RELEASE all_or_none");
        }
        return result;
    }

    private boolean tryInsert(SqliteSession session, Row row) throws SQLException {
        PreparedStatement statement = session.prepare(table.insert);
        statement.setString(1, row.id());
        statement.setLong(2, row.version());
        statement.setString(3, row.change());
        Row.bind(statement, 4, row.values());
        boolean inserted = statement.executeUpdate() == 1;
        if (inserted) {
            deferred.rowCame(session);
        }
        return inserted;
    }

    private boolean isThere(SqliteSession session, Row row) throws SQLException {
        PreparedStatement statement = session.prepare(table.select + " WHERE _id = ?");
        statement.setString(1, row.id());
        try (ResultSet result = statement.executeQuery()) {
            if (!result.next()) {
                return false;
            }
            return Row.read(result, table.layout().fields()).holdsSameAs(row);
        }
    }

    /** Removes expired rows that hold the id or a unique key of this one. Whether there were any. */
    boolean removeExpired(SqliteSession session, Row row, long now) throws SQLException {
        if (!table.expires()) {
            return false;
        }
        return Sweep.at(session, now, () -> {
            int removed = delete(session, "_id = ?", new @Nullable Object[] {row.id()}, now);
            for (DocumentType.Index index : table.type().indexes()) {
                Optional<@Nullable Object[]> key = uniqueKey(index, row);
                if (key.isPresent()) {
                    removed += delete(session, Table.equalTo(index), key.get(), now);
                }
            }
            if (removed > 0) {
                deferred.rowsLeft(session);
            }
            return removed > 0;
        });
    }

    private int delete(SqliteSession session, String condition, @Nullable Object[] key, long now) throws SQLException {
        PreparedStatement statement = session.prepare(table.deleteExpiredWhere(condition));
        statement.setLong(Row.bind(statement, 1, key), now);
        return statement.executeUpdate();
    }

    /** The index that holds another document: the id first, then the unique indexes as declared. */
    Optional<String> conflict(SqliteSession session, Row row) throws SQLException {
        if (exists(session, "_id = ?", new @Nullable Object[] {row.id()})) {
            return Optional.of(Table.ID_INDEX);
        }
        return uniqueConflict(session, row);
    }

    /** The unique index that holds a document of another id. */
    Optional<String> uniqueConflict(SqliteSession session, Row row) throws SQLException {
        for (DocumentType.Index index : table.type().indexes()) {
            Optional<@Nullable Object[]> key = uniqueKey(index, row);
            if (key.isPresent()) {
                @Nullable Object[] parameters = Arrays.copyOf(key.get(), key.get().length + 1);
                parameters[key.get().length] = row.id();
                if (exists(session, Table.equalTo(index) + " AND _id <> ?", parameters)) {
                    return Optional.of(index.name());
                }
            }
        }
        return Optional.empty();
    }

    private boolean exists(SqliteSession session, String condition, @Nullable Object[] parameters) throws SQLException {
        PreparedStatement statement = session.prepare(table.selectIdWhere(condition));
        Row.bind(statement, 1, parameters);
        try (ResultSet result = statement.executeQuery()) {
            return result.next();
        }
    }

    /** The row's key in that index, unless it is in none: the index is not unique, or a field is null. */
    private Optional<@Nullable Object[]> uniqueKey(DocumentType.Index index, Row row) {
        var key = new @Nullable Object[index.fields().size()];
        for (int i = 0; i < key.length; i++) {
            key[i] = row.values()[table.layout().position(index.fields().get(i))];
            if (!index.unique() || key[i] == null) {
                return Optional.empty();
            }
        }
        return Optional.of(key);
    }
}
