package dev.gatehouse.idp.cli.bench;

import java.util.Map;
import java.util.StringJoiner;

/**
 * A request that is sent again and again.
 *
 * @param name what the table calls it
 * @param path where it goes
 * @param headers beside the content type, which is a form's
 * @param body the form
 */
record Workload(String name, String path, Map<String, String> headers, String body) {

    /** The request for {@code wrk}, which then reports in one line that {@link Load} reads. */
    String script() {
        var lua = new StringJoiner("\n", "", "\n");
        lua.add("wrk.method = \"POST\"");
        lua.add("wrk.path = " + quoted(path));
        lua.add("wrk.headers[\"Content-Type\"] = \"application/x-www-form-urlencoded\"");
        headers.forEach((header, value) -> lua.add("wrk.headers[" + quoted(header) + "] = " + quoted(value)));
        lua.add("wrk.body = " + quoted(body));
        return lua + Load.REPORT;
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
