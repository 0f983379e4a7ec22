package dev.gatehouse.idp.cli.bench;

import java.util.List;
import java.util.stream.Collectors;

/** Questions to the decision API, which take turns. */
record DecisionWorkload(String name, String path, String token, List<String> bodies) implements Workload {

    DecisionWorkload {
        bodies = List.copyOf(bodies);
    }

    @Override
    public String script() {
        String quoted = bodies.stream().map(Workload::quoted).collect(Collectors.joining(",\n"));
        return """
                wrk.method = "POST"
                wrk.headers["Content-Type"] = "application/json"
                wrk.headers["Authorization"] = %s
                local bodies = {%s}
                local requests = {}
                local next = 0
                init = function(args)
                  for i, body in ipairs(bodies) do requests[i] = wrk.format(nil, %s, nil, body) end
                end
                request = function()
                  next = next %% #requests + 1
                  return requests[next]
                end
                """.formatted(Workload.quoted("Bearer " + token), quoted, Workload.quoted(path)) + Load.REPORT;
    }
}
