package dev.gatehouse.idp.storage.sqlite;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The only time at which a row of an append-only table may leave: what has expired at the sweep's present. */
final class Sweep {

    private static final String SET_PRESENT = "UPDATE " + Schema.SWEEP + " SET present = ?";

    private Sweep() {}

    /** A step of a sweep. */
    @FunctionalInterface
    interface Step<R> {
        R run() throws SQLException;
    }

    static <R> R at(SqliteSession session, long now, Step<R> step) throws SQLException {
        setPresent(session, now);
        try {
            return step.run();
        } finally {
            setPresent(session, null);
        }
    }

    private static void setPresent(SqliteSession session, @Nullable Long now) throws SQLException {
        PreparedStatement statement = session.prepare(SET_PRESENT);
        Row.bind(statement, 1, now);
        statement.executeUpdate();
    }
}
