package dev.gatehouse.idp.storage.sqlite;

import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.Stored;
import dev.gatehouse.idp.storage.layout.Field;
import dev.gatehouse.idp.storage.layout.RecordLayout;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row as SQLite holds it, in stored values: what threads hand to each other. */
final class Row {

    private final String id;
    private final long version;
    private final String change;
    private final @Nullable Object[] values;

    Row(String id, long version, String change, @Nullable Object[] values) {
        this.id = id;
        this.version = version;
        this.change = change;
        this.values = values;
    }

    String id() {
        return id;
    }

    long version() {
        return version;
    }

    String change() {
        return change;
    }

    @Nullable Object[] values() {
        return values;
    }

    boolean holdsSameAs(Row other) {
        return version == other.version && change.equals(other.change) && Arrays.deepEquals(values, other.values);
    }

    static Row read(ResultSet result, List<Field> fields) throws SQLException {
        var values = new @Nullable Object[fields.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(result, i + 4, fields.get(i));
        }
        return new Row(result.getString(1), result.getLong(2), result.getString(3), values);
    }

    private static @Nullable Object value(ResultSet result, int column, Field field) throws SQLException {
        return switch (field.kind()) {
            case TEXT, NESTED -> result.getString(column);
            case BYTES -> result.getBytes(column);
            case NUMBER -> {
                long number = result.getLong(column);
                yield number == 0 && result.wasNull() ? null : (Object) number;
            }
            case FLAG -> {
                long flag = result.getLong(column);
                yield flag == 0 && result.wasNull() ? null : (Object) (flag != 0);
            }
        };
    }

    /** Binds stored values from that parameter on; the parameter after them. */
    static int bind(PreparedStatement statement, int first, @Nullable Object[] values) throws SQLException {
        int parameter = first;
        for (Object value : values) {
            bind(statement, parameter++, value);
        }
        return parameter;
    }

    static void bind(PreparedStatement statement, int parameter, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> statement.setObject(parameter, null);
            case String text -> statement.setString(parameter, text);
            case Long number -> statement.setLong(parameter, number);
            case Boolean flag -> statement.setInt(parameter, flag ? 1 : 0);
            case byte[] bytes -> statement.setBytes(parameter, bytes);
            default -> throw new IllegalArgumentException("not a stored value: " + value.getClass());
        }
    }

    <T extends Record> Stored<T> decode(RecordLayout<T> layout) {
        return new Stored<>(id, version, new ChangeId(change), layout.decode(values));
    }
}
