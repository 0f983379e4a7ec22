package dev.gatehouse.idp.storage.sqlite;

import java.sql.SQLException;

/** One write, run by the writer inside of a group's transaction. It leaves nothing behind when it throws. */
@FunctionalInterface
interface Write<R> {
    R apply(SqliteSession session) throws SQLException;
}
