package dev.gatehouse.idp.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.http.server.PathContainer;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

/** The routes of our APIs. A server with a route that does not say who may call it does not start. */
public final class ApiRoutes implements SmartInitializingSingleton {

    private static final List<String> PREFIXES = List.of("/api/", "/access/");

    private final Supplier<RequestMappingHandlerMapping> mapping;
    private volatile List<Route> routes = List.of();

    /** One method of one path. */
    public record Route(PathPattern pattern, RequestMethod method, Operation operation) {

        Optional<String> id(String path) {
            PathPattern.PathMatchInfo match = pattern.matchAndExtract(PathContainer.parsePath(path));
            return match == null
                    ? Optional.empty()
                    : Optional.ofNullable(match.getUriVariables().get("id"))
                            .map(segment -> PathId.read(segment).orElse(segment));
        }
    }

    /** Takes where the mapping is when all controllers are there. */
    public ApiRoutes(Supplier<RequestMappingHandlerMapping> mapping) {
        this.mapping = mapping;
    }

    @Override
    public void afterSingletonsInstantiated() {
        var found = new ArrayList<Route>();
        var undeclared = new TreeSet<String>();
        mapping.get().getHandlerMethods().forEach((info, handler) -> {
            for (PathPattern pattern : patterns(info)) {
                if (PREFIXES.stream().noneMatch(pattern.getPatternString()::startsWith)) {
                    continue;
                }
                Operation operation = handler.getMethodAnnotation(Operation.class);
                Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
                if (operation == null || methods.isEmpty() || !declares(operation, pattern)) {
                    undeclared.add(pattern + " in " + handler.getShortLogMessage());
                } else {
                    methods.forEach(method -> found.add(new Route(pattern, method, operation)));
                }
            }
        });
        if (!undeclared.isEmpty()) {
            throw new IllegalStateException("routes that do not say who may call them, or how: " + undeclared);
        }
        routes = List.copyOf(found);
    }

    /** Whether it says what it takes to call the route: a right on an object, or something else alone. */
    static boolean declares(Operation operation, PathPattern pattern) {
        if (operation.by() != Callers.PERMITTED) {
            return operation.right().isEmpty() && operation.object().isEmpty() && !operation.inNamedWorkspace();
        }
        if (operation.right().isEmpty() || operation.object().isEmpty()) {
            return false;
        }
        return RouteObject.parse(operation.object())
                .variable()
                .map(variable -> pattern.getPatternString().contains("{" + variable + "}"))
                .orElse(true);
    }

    public List<Route> all() {
        return routes;
    }

    /** The route that the request is for, whether or not it got there. */
    public Optional<Route> of(HttpServletRequest request) {
        PathContainer path = PathContainer.parsePath(request.getRequestURI());
        // RFC 9110 section 9.3.2: what HEAD tells is what GET would.
        String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
        return routes.stream()
                .filter(route ->
                        route.method().name().equals(method) && route.pattern().matches(path))
                .findFirst();
    }

    private static Set<PathPattern> patterns(RequestMappingInfo info) {
        var condition = info.getPathPatternsCondition();
        return condition == null ? Set.of() : condition.getPatterns();
    }

    public static Optional<Operation> operation(Object handler) {
        return handler instanceof HandlerMethod method
                ? Optional.ofNullable(method.getMethodAnnotation(Operation.class))
                : Optional.empty();
    }
}
