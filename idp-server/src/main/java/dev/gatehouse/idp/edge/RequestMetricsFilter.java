package dev.gatehouse.idp.edge;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Counts and times requests by endpoint and status class; the names of endpoints are a fixed, small set. */
public final class RequestMetricsFilter extends HttpFilter {

    private static final long serialVersionUID = 1;

    private static final Map<String, String> BY_PATH = Map.of(
            "/oauth2/token", "token",
            "/oauth2/introspect", "introspect",
            "/oauth2/revoke", "revoke",
            "/oauth2/authorize", "authorize",
            "/oauth2/jwks", "jwks",
            "/userinfo", "userinfo",
            "/login", "login");

    private final transient MeterRegistry registry;
    private final transient Map<String, Timer> timers = new ConcurrentHashMap<>();

    public RequestMetricsFilter(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        long began = System.nanoTime();
        try {
            chain.doFilter(request, response);
        } finally {
            timer(isStream(response) ? "stream" : endpoint(request.getRequestURI()), response.getStatus() / 100)
                    .record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
        }
    }

    /** How long a stream was open says nothing of how fast its endpoint answers. */
    private static boolean isStream(HttpServletResponse response) {
        String type = response.getContentType();
        return type != null && type.startsWith("text/event-stream");
    }

    private Timer timer(String endpoint, int statusClass) {
        return timers.computeIfAbsent(
                endpoint + statusClass,
                _ -> Timer.builder("gatehouse.http.requests")
                        .description("Requests answered")
                        .tag("endpoint", endpoint)
                        .tag("status", statusClass + "xx")
                        .register(registry));
    }

    private static String endpoint(String path) {
        String exact = BY_PATH.get(path);
        if (exact != null) {
            return exact;
        }
        int end = path.indexOf('/', 1);
        String area = end < 0 ? path : path.substring(0, end);
        return switch (area) {
            case "/api", "/access", "/scim", "/oauth2", "/account", "/admin" -> area.substring(1);
            default -> "other";
        };
    }
}
