package dev.gatehouse.idp.cli;

import dev.gatehouse.idp.audit.verify.PublishedKey;
import dev.gatehouse.idp.audit.verify.TrailRow;
import dev.gatehouse.idp.audit.verify.TrailSource;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/** The trail in an SQLite file, opened for reading only and read as of one moment, server running or not. */
final class SqliteTrailSource implements TrailSource, AutoCloseable {

    private static final int FETCH_ROWS = 1_000;

    private final Connection connection;

    SqliteTrailSource(Path file) throws SQLException, NoSuchFileException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString());
        }
        var config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(10_000);
        connection = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
        connection.setAutoCommit(false);
    }

    @Override
    public void rows(Consumer<TrailRow> each) {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCH_ROWS);
            try (ResultSet rows = statement.executeQuery("""
                    SELECT _id, chain, seq, time, expireAt, retention, action, outcome, actor, target, workspace,
                           requestId, source, record, head
                    FROM audit_records WHERE chain IS NOT NULL AND seq IS NOT NULL ORDER BY chain, seq""")) {
                while (rows.next()) {
                    each.accept(row(rows));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the trail cannot be read", e);
        }
    }

    private static TrailRow row(ResultSet rows) throws SQLException {
        byte @Nullable [] record = rows.getBytes(14);
        return new TrailRow(
                text(rows, 1),
                text(rows, 2),
                rows.getLong(3),
                rows.getLong(4),
                rows.getLong(5),
                text(rows, 6),
                text(rows, 7),
                text(rows, 8),
                text(rows, 9),
                rows.getString(10),
                text(rows, 11),
                text(rows, 12),
                rows.getString(13),
                record == null ? new byte[0] : record,
                rows.getString(15));
    }

    @Override
    public List<PublishedKey> keys() {
        List<PublishedKey> keys = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT _id, publicKey, endorsedBy, endorsement FROM audit_signing_keys ORDER BY number")) {
            while (rows.next()) {
                keys.add(new PublishedKey(text(rows, 1), text(rows, 2), rows.getString(3), rows.getString(4)));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the signing keys cannot be read", e);
        }
        return keys;
    }

    /** What should be there but is null, differs from every value that a record can have. */
    private static String text(ResultSet rows, int column) throws SQLException {
        return Objects.requireNonNullElse(rows.getString(column), "\0");
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
