package dev.gatehouse.idp;

import dev.gatehouse.idp.oauth.ProtocolEndpoint;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every route that a server answers, as {@code GET /login}, for tests that have a line for each. */
public final class RegisteredRoutes {

    /** What is answered before any controller is looked for, and no endpoint of the protocol for programs. */
    private static final Set<String> FILTERS = Set.of("GET /", "GET /oauth2/authorize", "POST /oauth2/authorize");

    private RegisteredRoutes() {}

    /** All that is mapped to a controller, and the endpoints of the protocol that are filters. */
    public static Set<String> of(TestServer server) {
        var routes = new TreeSet<>(FILTERS);
        server.bean(RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .forEach(info -> {
                    Collection<RequestMethod> methods =
                            info.getMethodsCondition().getMethods();
                    for (String path : info.getPatternValues()) {
                        (methods.isEmpty() ? List.of(RequestMethod.values()) : methods)
                                .forEach(method -> routes.add(method + " " + path));
                    }
                });
        Arrays.stream(ProtocolEndpoint.values()).forEach(endpoint -> routes.add("POST " + endpoint.path()));
        return routes;
    }

    public static boolean isApi(String route) {
        return route.contains(" /api/") || route.contains(" /access/");
    }
}
