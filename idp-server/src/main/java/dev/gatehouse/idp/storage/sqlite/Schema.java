package dev.gatehouse.idp.storage.sqlite;

import dev.gatehouse.idp.storage.DocumentType;
import dev.gatehouse.idp.storage.layout.Field;
import dev.gatehouse.idp.storage.layout.FieldKind;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Brings the file to what a collection declares: table, columns, indexes, triggers.
 *
 * <p>Columns are added and never dropped, so that an older server still reads the file. Indexes follow the declaration
 * exactly. A column of another type, and a collection that was append-only before, are refused: those need a migration.
 */
final class Schema {

    /** Holds the sweep's present while it deletes; null at any other time, so that nothing append-only can leave. */
    static final String SWEEP = "_sweep";

    private final Table<?> table;
    private final SqliteSession session;

    private Schema(Table<?> table, SqliteSession session) {
        this.table = table;
        this.session = session;
    }

    static void prepare(Table<?> table, SqliteSession session) throws SQLException {
        var schema = new Schema(table, session);
        schema.createTable();
        schema.addColumns();
        schema.replaceIndexes();
        schema.createTriggers();
        new DeferredIndexes(table).prepare(session);
    }

    private void createTable() throws SQLException {
        session.execute("CREATE TABLE IF NOT EXISTS " + SWEEP + " (present INTEGER)");
        session.execute("INSERT INTO " + SWEEP + " SELECT NULL WHERE NOT EXISTS (SELECT 1 FROM " + SWEEP + ")");
        session.execute("CREATE TABLE IF NOT EXISTS " + table.name()
                + " (_id TEXT NOT NULL, _version INTEGER NOT NULL, _change TEXT NOT NULL)");
    }

    private void addColumns() throws SQLException {
        Map<String, String> existing = new HashMap<>();
        for (List<String> row : query("SELECT name, type FROM pragma_table_info(?)", type().name())) {
            existing.put(row.getFirst(), row.getLast());
        }
        for (Field field : table.layout().fields()) {
            String wanted = columnType(field.kind());
            String found = existing.get(field.name());
            if (found == null) {
                session.execute(
                        "ALTER TABLE " + table.name() + " ADD COLUMN " + Table.quote(field.name()) + " " + wanted);
            } else if (!found.equals(wanted)) {
                throw new IllegalStateException("the store's column " + type().name() + "." + field.name() + " is "
                        + found + ", this version needs " + wanted);
            }
        }
    }

    static String columnType(FieldKind kind) {
        return switch (kind) {
            case TEXT -> "TEXT";
            case NUMBER -> "INTEGER";
            case FLAG -> "BOOLEAN";
            case BYTES -> "BLOB";
            case NESTED -> "JSON";
        };
    }

    private void replaceIndexes() throws SQLException {
        Map<String, String> wanted = new LinkedHashMap<>();
        wanted.put(
                table.indexName(Table.ID_INDEX),
                "CREATE UNIQUE INDEX " + table.indexName(Table.ID_INDEX) + " ON " + table.name() + " (_id)");
        type().expiry().ifPresent(field -> wanted.put(table.indexName("expiry"), createExpiryIndex(field)));
        for (DocumentType.Index index : table.immediateIndexes()) {
            if (wanted.putIfAbsent(table.indexName(index.name()), create(index)) != null) {
                throw new IllegalArgumentException("the index name " + index.name() + " is taken");
            }
        }
        for (List<String> row : query(
                "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = ?",
                type().name())) {
            String name = Table.quote(row.getFirst());
            if (row.getLast().equals(wanted.get(name))) {
                wanted.remove(name);
            } else {
                session.execute("DROP INDEX " + name);
            }
        }
        for (String sql : wanted.values()) {
            session.execute(sql);
        }
    }

    private String createExpiryIndex(String field) {
        return "CREATE INDEX " + table.indexName("expiry") + " ON " + table.name() + " (" + Table.quote(field)
                + ") WHERE " + Table.quote(field) + " IS NOT NULL";
    }

    private String create(DocumentType.Index index) {
        String fields = index.fields().stream().map(Table::quote).collect(Collectors.joining(", "));
        String on = table.indexName(index.name()) + " ON " + table.name();
        if (!index.unique()) {
            return "CREATE INDEX " + on + " (" + fields + ", _id)";
        }
        String present = index.fields().stream()
                .map(field -> Table.quote(field) + " IS NOT NULL")
                .collect(Collectors.joining(" AND "));
        return "CREATE UNIQUE INDEX " + on + " (" + fields + ") WHERE " + present;
    }

    private void createTriggers() throws SQLException {
        String noUpdate = Table.quote(type().name() + "__no_update");
        String noDelete = Table.quote(type().name() + "__no_delete");
        if (!type().appendOnly()) {
            if (!query("SELECT name, name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?", type().name())
                    .isEmpty()) {
                throw new IllegalStateException(type().name() + " is append-only in this store");
            }
            return;
        }
        String unexpired = type().expiry()
                .map(field -> " WHEN OLD." + Table.quote(field) + " IS NULL OR NOT coalesce(OLD." + Table.quote(field)
                        + " <= (SELECT present FROM " + SWEEP + "), 0)")
                .orElse("");
        session.execute("CREATE TRIGGER IF NOT EXISTS " + noUpdate + " BEFORE UPDATE ON " + table.name()
                + " BEGIN SELECT RAISE(ABORT, 'append-only: no update'); END");
        session.execute("CREATE TRIGGER IF NOT EXISTS " + noDelete + " BEFORE DELETE ON " + table.name() + unexpired
                + " BEGIN SELECT RAISE(ABORT, 'append-only: not expired'); END");
    }

    private List<List<String>> query(String sql, String parameter) throws SQLException {
        PreparedStatement statement = session.prepare(sql);
        statement.setString(1, parameter);
        List<List<String>> rows = new ArrayList<>();
        try (ResultSet found = statement.executeQuery()) {
            while (found.next()) {
                rows.add(List.of(found.getString(1), found.getString(2)));
            }
        }
        return rows;
    }

    private DocumentType<?> type() {
        return table.type();
    }
}
