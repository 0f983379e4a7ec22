package dev.gatehouse.idp.cli;

import dev.gatehouse.idp.keys.KeyId;
import dev.gatehouse.idp.keys.KeySuccession;
import dev.gatehouse.idp.keys.SigningAlgorithm;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.SQLiteConfig;

/** The signing keys in an SQLite file, opened for reading only, server running or not. Reads no private half. */
final class SigningKeyTable {

    private static final int BUSY_TIMEOUT_MILLIS = 10_000;

    private SigningKeyTable() {}

    static List<KeySuccession.Entry> read(Path file) throws SQLException {
        var config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        var keys = new ArrayList<KeySuccession.Entry>();
        try (Connection connection = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT _id, algorithm, number, publishedAt, signsFrom FROM signing_keys"
                                + " ORDER BY algorithm, number")) {
            while (rows.next()) {
                keys.add(new KeySuccession.Entry(
                        new KeyId(rows.getString(1)),
                        SigningAlgorithm.valueOf(rows.getString(2)),
                        rows.getLong(3),
                        instant(rows.getLong(4)),
                        instant(rows.getLong(5))));
            }
        }
        return keys;
    }

    private static Instant instant(long microseconds) {
        return Instant.EPOCH.plus(microseconds, ChronoUnit.MICROS);
    }
}
