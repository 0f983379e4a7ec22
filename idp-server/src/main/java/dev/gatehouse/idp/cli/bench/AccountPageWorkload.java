package dev.gatehouse.idp.cli.bench;

import java.util.List;
import java.util.StringJoiner;

/** The account page, asked for by one browser after the other. */
record AccountPageWorkload(List<String> cookies) implements Workload {

    private static final String REQUESTS = """
            local next = 0
            request = function()
              next = next % #cookies + 1
              return wrk.format("GET", "/account/", {["Cookie"] = cookies[next], ["Accept"] = "text/html"})
            end
            """;

    AccountPageWorkload {
        cookies = List.copyOf(cookies);
    }

    @Override
    public String name() {
        return "account page, %,d sessions".formatted(cookies.size());
    }

    @Override
    public String script() {
        var all = new StringJoiner(",\n", "cookies = {\n", "}\n");
        cookies.forEach(cookie -> all.add(Workload.quoted(cookie)));
        return all + REQUESTS + Load.REPORT;
    }
}
