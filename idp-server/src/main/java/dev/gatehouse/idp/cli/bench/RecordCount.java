package dev.gatehouse.idp.cli.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** How many records the trail holds, read from its file. */
final class RecordCount {

    private RecordCount() {}

    static long in(Path data) throws SQLException {
        String url = "jdbc:sqlite:file:" + data.resolve("audit.db").toAbsolutePath() + "?mode=ro";
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("select count(*) from audit_records")) {
            return count.getLong(1);
        }
    }
}
