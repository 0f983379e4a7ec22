package dev.gatehouse.idp.storage.sqlite;

import dev.gatehouse.idp.storage.DocumentType;
import dev.gatehouse.idp.storage.layout.Field;
import dev.gatehouse.idp.storage.layout.QueryPlan;
import dev.gatehouse.idp.storage.layout.RecordLayout;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The table of a collection and the statements that work on it.
 *
 * <p>Columns: {@code _id}, {@code _version}, {@code _change}, then one per record component under the component's
 * name. The parameters of {@link #insert} and the columns of {@link #select} come in that order.
 */
final class Table<T extends Record> {

    static final String ID_INDEX = QueryPlan.ID_INDEX;

    private final RecordLayout<T> layout;

    final String insert;
    final String update;
    final String select;
    final String selectById;
    final String versionOf;
    final String deleteById;
    final String deleteVersion;

    Table(RecordLayout<T> layout) {
        this.layout = layout;
        String columns = columns();
        String places =
                String.join(", ", Collections.nCopies(3 + layout.fields().size(), "?"));
        this.insert = "INSERT INTO " + name() + " (" + columns + ") VALUES (" + places + ") ON CONFLICT DO NOTHING";
        String assignments = layout.fields().stream()
                .map(field -> quote(field.name()) + " = ?")
                .collect(Collectors.joining(", "));
        this.update = "UPDATE OR IGNORE " + name() + " SET _version = _version + 1, _change = ?"
                + (assignments.isEmpty() ? "" : ", " + assignments) + " WHERE _id = ? AND _version = ?" + alive();
        this.select = "SELECT " + columns + " FROM " + name();
        this.selectById = select + " WHERE _id = ?" + alive();
        this.versionOf = "SELECT _version FROM " + name() + " WHERE _id = ?" + alive();
        this.deleteById = "DELETE FROM " + name() + " WHERE _id = ?" + alive();
        this.deleteVersion = "DELETE FROM " + name() + " WHERE _id = ? AND _version = ?" + alive();
    }

    RecordLayout<T> layout() {
        return layout;
    }

    DocumentType<T> type() {
        return layout.documentType();
    }

    String name() {
        return quote(type().name());
    }

    /** The indexes that SQLite itself keeps. */
    List<DocumentType.Index> immediateIndexes() {
        return type().indexes().stream().filter(index -> !index.deferred()).toList();
    }

    /** The indexes that {@link DeferredIndexes} fills. */
    List<DocumentType.Index> deferredIndexes() {
        return type().indexes().stream().filter(DocumentType.Index::deferred).toList();
    }

    /** Whether that index is one of {@link #deferredIndexes}. */
    boolean isDeferred(String index) {
        return deferredIndexes().stream().anyMatch(deferred -> deferred.name().equals(index));
    }

    /** The name in the file of one of the table's indexes. */
    String indexName(String index) {
        return quote(type().name() + "__" + index);
    }

    boolean expires() {
        return type().expiry().isPresent();
    }

    /** A condition with one parameter, the present; empty when the collection does not expire. */
    String alive() {
        return alive("");
    }

    /** The same, of the table under that alias and a dot. */
    String alive(String alias) {
        return type().expiry()
                .map(field -> " AND (" + alias + quote(field) + " IS NULL OR " + alias + quote(field) + " > ?)")
                .orElse("");
    }

    /** Deletes expired rows that match; the parameters of the condition, then the present. */
    String deleteExpiredWhere(String condition) {
        return "DELETE FROM " + name() + " WHERE " + condition + " AND " + quote(expiry()) + " <= ?";
    }

    /** Deletes expired rows; parameters: the present, the limit. */
    String deleteExpired() {
        return "DELETE FROM " + name() + " WHERE rowid IN (SELECT rowid FROM " + name() + " WHERE " + quote(expiry())
                + " <= ? LIMIT ?)";
    }

    String selectIdWhere(String condition) {
        return "SELECT _id FROM " + name() + " WHERE " + condition;
    }

    /** A condition with one parameter per field of the index. */
    static String equalTo(DocumentType.Index index) {
        return equalTo(index.fields());
    }

    static String equalTo(List<String> fields) {
        return fields.stream().map(field -> quote(field) + " = ?").collect(Collectors.joining(" AND "));
    }

    private String expiry() {
        return type().expiry().orElseThrow();
    }

    private String columns() {
        return columns("");
    }

    /** The columns of {@link #select}, of the table under that alias and a dot. */
    String columns(String alias) {
        return alias + "_id, " + alias + "_version, " + alias + "_change"
                + layout.fields().stream()
                        .map(Field::name)
                        .map(name -> ", " + alias + quote(name))
                        .collect(Collectors.joining());
    }

    static String quote(String name) {
        return '"' + name + '"';
    }
}
