package dev.gatehouse.idp.edge;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;

/**
 * Health and metrics, on a port of their own that the public never reaches. Without Spring, so that it costs nothing at
 * start and answers whatever state the application is in.
 */
public final class ManagementServer implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";

    private final HttpServer server;
    private final ExecutorService executor;
    private final List<ReadinessCheck> checks;
    private final PrometheusMeterRegistry metrics;

    private ManagementServer(
            HttpServer server, ExecutorService executor, List<ReadinessCheck> checks, PrometheusMeterRegistry metrics) {
        this.server = server;
        this.executor = executor;
        this.checks = List.copyOf(checks);
        this.metrics = metrics;
    }

    /** Starts listening. */
    public static ManagementServer start(
            InetSocketAddress address, List<ReadinessCheck> checks, PrometheusMeterRegistry metrics)
            throws IOException {
        HttpServer http = HttpServer.create(address, 0);
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
        var management = new ManagementServer(http, executor, checks, metrics);
        http.setExecutor(executor);
        http.createContext("/", management::answer);
        http.start();
        return management;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            switch (path) {
                case "/health/live" -> json(exchange, 200, Map.of("status", "live"));
                case "/health/ready" -> ready(exchange);
                case "/metrics" -> send(exchange, 200, METRICS, metrics.scrape());
                default -> json(exchange, 404, Map.of("status", "There is /health/live, /health/ready and /metrics."));
            }
        }
    }

    private void ready(HttpExchange exchange) throws IOException {
        var troubles = new TreeMap<String, String>();
        checks.forEach(check -> check.trouble().ifPresent(trouble -> troubles.put(check.name(), trouble)));
        if (troubles.isEmpty()) {
            json(exchange, 200, Map.of("status", "ready"));
        } else {
            json(exchange, 503, new TreeMap<>(Map.of("status", "not ready", "troubles", troubles)));
        }
    }

    private static void json(HttpExchange exchange, int status, Map<String, ?> body) throws IOException {
        send(exchange, status, "application/json", JSON.writeValueAsString(body));
    }

    private static void send(HttpExchange exchange, int status, String contentType, String body) throws IOException {
        String requestId = RequestIds.of(exchange.getRequestHeaders().getFirst(RequestIds.HEADER));
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set(RequestIds.HEADER, requestId);
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
        if (!head) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        executor.close();
    }
}
