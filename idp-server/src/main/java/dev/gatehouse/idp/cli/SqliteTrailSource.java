package dev.gatehouse.idp.cli;

import dev.gatehouse.idp.audit.verify.PublishedKey;
import dev.gatehouse.idp.audit.verify.TrailRow;
import dev.gatehouse.idp.audit.verify.TrailSource;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
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
public final class SqliteTrailSource implements TrailSource, AutoCloseable {

    private static final int FETCH_ROWS = 1_000;

    /** Between the columns that are read as one text: reading a column is what costs. */
    private static final char BETWEEN = '\u001f';

    private static final int TEXTS = 10;

    /** Pages are read where the system has them, without a call for each. */
    private static final String MAPPED_BYTES = "1073741824";

    private final Connection connection;

    public SqliteTrailSource(Path file) throws SQLException, NoSuchFileException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString());
        }
        var config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(10_000);
        config.setPragma(SQLiteConfig.Pragma.MMAP_SIZE, MAPPED_BYTES);
        connection = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
        connection.setAutoCommit(false);
    }

    @Override
    public void rows(Consumer<TrailRow> each) {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCH_ROWS);
            try (ResultSet rows = statement.executeQuery("""
                    SELECT seq, time, expireAt, record, head,
                           ifnull(_id, char(0)) || char(31) || chain || char(31) || ifnull(retention, char(0))
                           || char(31) || ifnull(action, char(0)) || char(31) || ifnull(outcome, char(0))
                           || char(31) || ifnull(actor, char(0)) || char(31) || ifnull('+' || target, '-')
                           || char(31) || ifnull(workspace, char(0)) || char(31) || ifnull(requestId, char(0))
                           || char(31) || ifnull('+' || source, '-'),
                           rowid
                    FROM audit_records WHERE chain IS NOT NULL AND seq IS NOT NULL ORDER BY chain, seq""")) {
                while (rows.next()) {
                    each.accept(row(rows));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the trail cannot be read", e);
        }
    }

    private TrailRow row(ResultSet rows) throws SQLException {
        String joined = rows.getString(6);
        String[] texts = new String[TEXTS];
        if (!split(joined == null ? "" : joined, texts)) {
            texts = separately(rows.getLong(7));
        }
        byte @Nullable [] record = rows.getBytes(4);
        return new TrailRow(
                texts[0],
                texts[1],
                rows.getLong(1),
                rows.getLong(2),
                rows.getLong(3),
                texts[2],
                texts[3],
                texts[4],
                texts[5],
                optional(texts[6]),
                texts[7],
                texts[8],
                optional(texts[9]),
                record == null ? new byte[0] : record,
                rows.getString(5));
    }

    /** False when a column holds what stands between them. */
    private static boolean split(String joined, String[] texts) {
        int begin = 0;
        for (int i = 0; i < TEXTS - 1; i++) {
            int end = joined.indexOf(BETWEEN, begin);
            if (end < 0) {
                return false;
            }
            texts[i] = joined.substring(begin, end);
            begin = end + 1;
        }
        texts[TEXTS - 1] = joined.substring(begin);
        return joined.indexOf(BETWEEN, begin) < 0;
    }

    private String[] separately(long rowid) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT _id, chain, retention, action, outcome, actor, ifnull('+' || target, '-'), workspace, requestId,
                       ifnull('+' || source, '-')
                FROM audit_records WHERE rowid = ?""")) {
            statement.setLong(1, rowid);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                String[] texts = new String[TEXTS];
                for (int i = 0; i < TEXTS; i++) {
                    texts[i] = text(row, i + 1);
                }
                return texts;
            }
        }
    }

    private static @Nullable String optional(String marked) {
        return marked.startsWith("+") ? marked.substring(1) : null;
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
