package dev.gatehouse.idp.storage.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;

/** One connection and its prepared statements. Used by one thread at a time. */
final class SqliteSession implements AutoCloseable {

    private static final int CACHED_STATEMENTS = 500;

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    private SqliteSession(Connection connection) {
        this.connection = connection;
    }

    /** A session that writes: every commit reaches the disk, deleted content is overwritten. */
    static SqliteSession writing(Path file, Duration busyTimeout) throws SQLException {
        SqliteSession session = connect(file);
        try {
            session.execute("PRAGMA busy_timeout=" + busyTimeout.toMillis());
            session.execute("PRAGMA auto_vacuum=INCREMENTAL");
            session.execute("PRAGMA journal_mode=WAL");
            session.execute("PRAGMA synchronous=FULL");
            session.execute("PRAGMA secure_delete=ON");
            session.execute("PRAGMA recursive_triggers=ON");
            session.execute("PRAGMA temp_store=MEMORY");
            session.execute("PRAGMA wal_autocheckpoint=4000");
            session.execute("PRAGMA journal_size_limit=67108864");
            session.execute("PRAGMA trusted_schema=OFF");
            return session;
        } catch (SQLException e) {
            session.close();
            throw e;
        }
    }

    static SqliteSession reading(Path file, Duration busyTimeout) throws SQLException {
        SqliteSession session = connect(file);
        try {
            session.execute("PRAGMA busy_timeout=" + busyTimeout.toMillis());
            session.execute("PRAGMA query_only=ON");
            session.execute("PRAGMA trusted_schema=OFF");
            return session;
        } catch (SQLException e) {
            session.close();
            throw e;
        }
    }

    private static SqliteSession connect(Path file) throws SQLException {
        return new SqliteSession(JDBC.createConnection(JDBC.PREFIX + file.toAbsolutePath(), properties()));
    }

    /** Without this the driver prepares and runs a second statement after each insert, to ask for its row. */
    private static Properties properties() {
        var config = new SQLiteConfig();
        config.setGetGeneratedKeys(false);
        return config.toProperties();
    }

    /** The prepared statement of that text, prepared once. */
    PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            if (statements.size() >= CACHED_STATEMENTS) {
                forgetStatements();
            }
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        return statement;
    }

    /** Closes all prepared statements. Due after an error, since the driver ends the statement that had one. */
    void forgetStatements() throws SQLException {
        for (PreparedStatement statement : statements.values()) {
            statement.close();
        }
        statements.clear();
    }

    /** Runs a statement without parameters and drops what it returns. */
    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        try {
            forgetStatements();
        } finally {
            connection.close();
        }
    }
}
