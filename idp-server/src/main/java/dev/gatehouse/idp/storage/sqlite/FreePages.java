package dev.gatehouse.idp.storage.sqlite;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Gives the pages of removed rows back to the file system, a few at a time. */
final class FreePages {

    /** Kept for the rows to come, so that the file does not shrink and grow all the time. */
    private static final long KEPT = 1_000;

    private static final long STEP = 500;

    private FreePages() {}

    /** Whether there is more to release. */
    static boolean release(SqliteSession session) throws SQLException {
        long surplus = count(session) - KEPT;
        if (surplus > 0) {
            session.execute("PRAGMA incremental_vacuum(" + Math.min(surplus, STEP) + ")");
        }
        return surplus > STEP;
    }

    static long count(SqliteSession session) throws SQLException {
        PreparedStatement statement = session.prepare("PRAGMA freelist_count");
        try (ResultSet result = statement.executeQuery()) {
            return result.next() ? result.getLong(1) : 0;
        }
    }
}
