package dev.gatehouse.idp.cli.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Refresh with rotation: each refresh token is used once, so every answer gives the token of a later request. There are
 * more families than connections, so that a token is always free.
 */
record RefreshWorkload(BenchPerson person, BenchClient client, int connections) implements Workload {

    private static final String REQUESTS = """
            request = function()
              return wrk.format(nil, nil, nil, "grant_type=refresh_token&refresh_token=" .. table.remove(free, 1))
            end
            response = function(status, headers, body)
              local token = string.match(body, '"refresh_token":"([^"]+)"')
              if token then free[#free + 1] = token end
            end
            """;

    @Override
    public String name() {
        return "refresh with rotation";
    }

    @Override
    public String script() throws IOException, InterruptedException {
        var tokens = new ArrayList<String>();
        // wrk makes one request that it does not send.
        for (int i = 0; i < 2 * connections + 1; i++) {
            tokens.add(person.refreshToken(client));
        }
        var free = new StringJoiner(", ", "free = {", "}\n");
        tokens.forEach(token -> free.add(Workload.quoted(token)));
        return new FormWorkload(name(), "/oauth2/token", Map.of("Authorization", client.basic()), "").head()
                + free
                + REQUESTS
                + Load.REPORT;
    }
}
