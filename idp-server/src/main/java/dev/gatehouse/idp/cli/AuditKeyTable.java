package dev.gatehouse.idp.cli;

import dev.gatehouse.idp.audit.AuditKey;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sqlite.SQLiteConfig;

/** The keys that sign the trail, in an SQLite file that is opened for reading only. Reads no private half. */
final class AuditKeyTable {

    private static final int BUSY_TIMEOUT_MILLIS = 10_000;

    private AuditKeyTable() {}

    /** The oldest first. */
    static List<AuditKey> read(Path file) throws SQLException {
        var config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        var keys = new ArrayList<AuditKey>();
        try (Connection connection = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT _id, number, createdAt, endorsedBy FROM audit_signing_keys ORDER BY number")) {
            while (rows.next()) {
                keys.add(new AuditKey(
                        rows.getString(1),
                        rows.getLong(2),
                        Instant.EPOCH.plus(rows.getLong(3), ChronoUnit.MICROS),
                        Optional.ofNullable(rows.getString(4))));
            }
        }
        return keys;
    }
}
