package dev.gatehouse.idp.cli.bench;

import java.io.IOException;

/** Requests of one kind, which {@code wrk} sends again and again. */
interface Workload {

    /** What the table calls it. */
    String name();

    /** How many connections it is for, when so many are wished. */
    default int connections(int wished) {
        return wished;
    }

    /** The script for the next run of {@code wrk}; it ends with {@link Load#REPORT}. */
    String script() throws IOException, InterruptedException;

    /** A string of Lua. */
    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
