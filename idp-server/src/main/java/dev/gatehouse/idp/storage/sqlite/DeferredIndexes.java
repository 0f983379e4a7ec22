package dev.gatehouse.idp.storage.sqlite;

import dev.gatehouse.idp.storage.DocumentType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The indexes of an append-only table that are filled in portions. SQLite would touch a page of each index for every
 * group of rows; sorted portions touch few pages for many rows.
 *
 * <p>Each index is a table {@code (fields, _id, _row)} whose key is the index; {@value #FILLED} says up to which rowid it
 * was filled. It is filled when {@value #PORTION} rows wait and before a query reads it, so that a query misses nothing;
 * a trigger takes out what leaves the table.
 *
 * <p>INVARIANT: every row with a rowid up to the mark is in the index, unless one of the fields is null. Rowids grow; when
 * the last rows leave, the mark goes back with them, since SQLite gives their rowids again.
 */
final class DeferredIndexes {

    /** The rowid of an entry's row. */
    static final String ROW = "_row";

    /** How many rows one transaction fills for a query, so that writes need not wait long. */
    static final int LARGEST_PORTION = 5_000;

    private static final String FILLED = "_filled";
    private static final int PORTION = 200;

    private final Table<?> table;
    private final List<DocumentType.Index> indexes;
    private final String isBehind;
    private int waiting;

    DeferredIndexes(Table<?> table) {
        this.table = table;
        this.indexes = table.deferredIndexes();
        String names =
                indexes.stream().map(index -> "'" + tableName(index) + "'").collect(Collectors.joining(", ", "(", ")"));
        this.isBehind = "SELECT (SELECT coalesce(max(rowid), 0) FROM " + table.name() + ") > (SELECT min(upto) FROM "
                + FILLED + " WHERE name IN " + names + ")";
    }

    /** Brings the file to what is declared. A new index starts empty and is filled by the first query. */
    void prepare(SqliteSession session) throws SQLException {
        session.execute("CREATE TABLE IF NOT EXISTS " + FILLED
                + " (name TEXT PRIMARY KEY, upto INTEGER NOT NULL) WITHOUT ROWID");
        Set<String> present = new HashSet<>();
        for (List<String> found : tables(session)) {
            if (indexes.stream().anyMatch(index -> create(index).equals(found.getLast()))) {
                present.add(found.getFirst());
            } else {
                session.execute("DROP TABLE " + Table.quote(found.getFirst()));
                session.execute("DELETE FROM " + FILLED + " WHERE name = '" + found.getFirst() + "'");
            }
        }
        String trigger = Table.quote(table.type().name() + "__left");
        session.execute("DROP TRIGGER IF EXISTS " + trigger);
        if (indexes.isEmpty()) {
            return;
        }
        for (DocumentType.Index index : indexes) {
            if (!present.contains(tableName(index))) {
                session.execute(create(index));
                session.execute("INSERT OR REPLACE INTO " + FILLED + " VALUES ('" + tableName(index) + "', 0)");
            }
        }
        session.execute("CREATE TRIGGER " + trigger + " AFTER DELETE ON " + table.name() + " BEGIN "
                + indexes.stream().map(this::remove).collect(Collectors.joining()) + "END");
    }

    /** The tables of this collection's deferred indexes, with what created them; also of such as are not declared now. */
    private List<List<String>> tables(SqliteSession session) throws SQLException {
        PreparedStatement statement = session.prepare("SELECT s.name, s.sql FROM " + FILLED
                + " f JOIN sqlite_schema s ON s.name = f.name AND s.type = 'table' WHERE f.name GLOB ?");
        statement.setString(1, table.type().name() + "__*");
        List<List<String>> found = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(List.of(rows.getString(1), rows.getString(2)));
            }
        }
        return found;
    }

    private String tableName(DocumentType.Index index) {
        return table.type().name() + "__" + index.name();
    }

    private String create(DocumentType.Index index) {
        String columns = index.fields().stream()
                .map(field -> Table.quote(field) + " "
                        + Schema.columnType(table.layout().field(field).kind()) + " NOT NULL, ")
                .collect(Collectors.joining());
        return "CREATE TABLE " + table.indexName(index.name()) + " (" + columns + "_id TEXT NOT NULL, " + ROW
                + " INTEGER NOT NULL, PRIMARY KEY (" + fields(index, "") + ", _id)) WITHOUT ROWID";
    }

    private String remove(DocumentType.Index index) {
        String key = index.fields().stream()
                .map(field -> Table.quote(field) + " = OLD." + Table.quote(field) + " AND ")
                .collect(Collectors.joining());
        return "DELETE FROM " + table.indexName(index.name()) + " WHERE " + key + "_id = OLD._id; ";
    }

    private static String fields(DocumentType.Index index, String suffix) {
        return index.fields().stream()
                .map(field -> Table.quote(field) + suffix)
                .collect(Collectors.joining(suffix.isEmpty() ? ", " : " AND "));
    }

    /** One more row in this transaction; fills a portion when enough of them wait. */
    void rowCame(SqliteSession session) throws SQLException {
        if (!indexes.isEmpty() && ++waiting >= PORTION) {
            fill(session, LARGEST_PORTION);
        }
    }

    /** Rows were deleted in this transaction. */
    void rowsLeft(SqliteSession session) throws SQLException {
        for (DocumentType.Index index : indexes) {
            PreparedStatement statement =
                    session.prepare("UPDATE " + FILLED + " SET upto = min(upto, (SELECT coalesce(max(rowid), 0) FROM "
                            + table.name() + ")) WHERE name = ?");
            statement.setString(1, tableName(index));
            statement.executeUpdate();
        }
    }

    boolean isBehind(SqliteSession session) throws SQLException {
        try (ResultSet result = session.prepare(isBehind).executeQuery()) {
            return result.next() && result.getBoolean(1);
        }
    }

    /** Fills each index by at most so many rows; whether there are more. */
    boolean fill(SqliteSession session, int rows) throws SQLException {
        for (DocumentType.Index index : indexes) {
            String name = tableName(index);
            PreparedStatement insert = session.prepare("INSERT INTO " + Table.quote(name) + " SELECT "
                    + fields(index, "")
                    + ", _id, rowid FROM " + table.name() + " WHERE rowid > (SELECT upto FROM " + FILLED
                    + " WHERE name = ?1) AND rowid <= (SELECT upto FROM " + FILLED + " WHERE name = ?1) + ?2 AND "
                    + fields(index, " IS NOT NULL") + " ORDER BY " + fields(index, "") + ", _id");
            bind(insert, name, rows);
            PreparedStatement mark = session.prepare("UPDATE " + FILLED
                    + " SET upto = min(upto + ?2, (SELECT coalesce(max(rowid), 0) FROM " + table.name()
                    + ")) WHERE name = ?1");
            bind(mark, name, rows);
        }
        waiting = 0;
        return isBehind(session);
    }

    private static void bind(PreparedStatement statement, String name, int rows) throws SQLException {
        statement.setString(1, name);
        statement.setInt(2, rows);
        statement.executeUpdate();
    }
}
