package dev.gatehouse.idp.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.config.Settings;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server whose trail does not take records: another process holds the write lock of its file for as long as it likes. */
class StoreAwayIT {

    /** The deadline and what a loaded machine adds to it; without a deadline they would wait for the lock for ever. */
    private static final Duration REFUSED_WITHIN = Duration.ofSeconds(10);

    private static final Map<String, String> CREDENTIALS =
            Map.of("grant_type", "client_credentials", "scope", "gatehouse");

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded();

    private record Timed(HttpResponse<String> answer, Duration took) {}

    private static Timed timed(Supplier<HttpResponse<String>> request) {
        long began = System.nanoTime();
        HttpResponse<String> answer = request.get();
        return new Timed(answer, Duration.ofNanos(System.nanoTime() - began));
    }

    private static HttpResponse<String> token() {
        return SERVER.post("/oauth2/token", CREDENTIALS, TestServer.BOOTSTRAP_ID, TestServer.BOOTSTRAP_SECRET);
    }

    private static HttpResponse<String> register(String token, String name) {
        String form =
                "{\"client_name\": \"" + name + "\", \"grant_types\": [\"client_credentials\"], \"scope\": \"a\"}";
        return SERVER.send(SERVER.request("/api/v1/clients")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(form)));
    }

    private static HttpResponse<String> health() {
        int port = SERVER.bean(Settings.class).server().managementPort();
        return SERVER.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/live")));
    }

    private static Connection locked() throws SQLException {
        Connection connection = DriverManager.getConnection(
                "jdbc:sqlite:" + SERVER.bean(Settings.class).data().resolve("audit.db"));
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 5000");
            statement.execute("BEGIN IMMEDIATE");
        }
        return connection;
    }

    @Test
    void refusesWhenTheTrailTakesNoRecordThenNothingIsDoneAndItRecoversByItself() throws Exception {
        String token = SERVER.adminToken();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var _ = locked()) {
            var issued = CompletableFuture.supplyAsync(() -> timed(StoreAwayIT::token), threads);
            var registered = CompletableFuture.supplyAsync(() -> timed(() -> register(token, "locked-out")), threads);
            var read = CompletableFuture.supplyAsync(() -> timed(() -> SERVER.get("/api/v1/clients", token)), threads);
            for (String path : new String[] {"/oauth2/jwks", "/.well-known/openid-configuration", "/login"}) {
                assertThat(SERVER.get(path).statusCode()).as(path).isEqualTo(200);
            }
            assertThat(health().statusCode()).isEqualTo(200);

            assertThat(issued.get().answer().statusCode()).isEqualTo(503);
            assertThat(issued.get().answer().body()).isEqualTo("{\"error\":\"temporarily_unavailable\"}");
            for (Timed refused : new Timed[] {registered.get(), read.get()}) {
                assertThat(refused.answer().statusCode()).isEqualTo(503);
                assertThat(TestServer.json(refused.answer()).path("code").asString())
                        .isEqualTo("audit-unavailable");
            }
            assertThat(issued.get().took()).isLessThan(REFUSED_WITHIN);
            assertThat(registered.get().took()).isLessThan(REFUSED_WITHIN);
            assertThat(read.get().took()).isLessThan(REFUSED_WITHIN);
        }
        Awaitility.await().until(() -> token().statusCode() == 200);
        assertThat(SERVER.get("/api/v1/clients?limit=100", token).body())
                .as("what was refused has not happened")
                .doesNotContain("locked-out");
        assertThat(register(token, "let-in").statusCode()).isEqualTo(201);
    }
}
