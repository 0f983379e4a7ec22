package dev.gatehouse.idp.storage.sqlite;

import dev.gatehouse.idp.storage.StorageUnavailable;
import java.sql.SQLException;

/** What SQLite's result codes mean to us. See <a href="https://www.sqlite.org/rescode.html">sqlite.org</a>. */
final class SqliteErrors {

    private static final int PRIMARY = 0xff;
    private static final int ERROR = 1;
    private static final int FULL = 13;
    private static final int TOO_BIG = 18;
    private static final int CONSTRAINT = 19;
    private static final int MISMATCH = 20;
    private static final int RANGE = 25;

    private SqliteErrors() {}

    /** Whether only the statement failed and the transaction around it stands. */
    static boolean concernsOneStatement(SQLException e) {
        return switch (e.getErrorCode() & PRIMARY) {
            case ERROR, TOO_BIG, CONSTRAINT, MISMATCH, RANGE -> true;
            default -> false;
        };
    }

    /** Whether the connection is as good as before once the transaction is rolled back. */
    static boolean isDiskFull(SQLException e) {
        return (e.getErrorCode() & PRIMARY) == FULL;
    }

    static StorageUnavailable unavailable(SQLException e, boolean mayHaveHappened) {
        return new StorageUnavailable("SQLite: " + e.getMessage(), e, mayHaveHappened);
    }
}
