package dev.gatehouse.idp.cli.bench;

import java.util.Map;
import java.util.StringJoiner;

/**
 * One form that is posted again and again.
 *
 * @param path where it goes
 * @param headers beside the content type, which is a form's
 */
record FormWorkload(String name, String path, Map<String, String> headers, String body) implements Workload {

    FormWorkload {
        headers = Map.copyOf(headers);
    }

    @Override
    public String script() {
        return head() + "wrk.body = " + Workload.quoted(body) + "\n" + Load.REPORT;
    }

    /** Everything but the body. */
    String head() {
        var lua = new StringJoiner("\n", "", "\n");
        lua.add("wrk.method = \"POST\"");
        lua.add("wrk.path = " + Workload.quoted(path));
        lua.add("wrk.headers[\"Content-Type\"] = \"application/x-www-form-urlencoded\"");
        headers.forEach(
                (header, value) -> lua.add("wrk.headers[" + Workload.quoted(header) + "] = " + Workload.quoted(value)));
        return lua.toString();
    }
}
