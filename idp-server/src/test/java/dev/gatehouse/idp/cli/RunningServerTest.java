package dev.gatehouse.idp.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gatehouse.idp.config.Settings;
import dev.gatehouse.idp.config.SettingsReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class RunningServerTest {

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server = newServer();
    private int tokenStatus = 200;

    private static HttpServer newServer() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void start() {
        server.createContext("/oauth2/token", exchange -> answer(exchange, tokenStatus, "{\"access_token\":\"at\"}"));
        server.createContext("/api/v1/signing-keys/rotate", exchange -> answer(exchange, 200, "{\"items\":[]}"));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange, int status, String body) throws IOException {
        String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("Authorization") + " " + sent);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private Settings settings(String... credentials) {
        var all = new java.util.TreeMap<>(Map.of(
                "gatehouse.issuer", "http://localhost:" + server.getAddress().getPort()));
        if (credentials.length == 2) {
            all.put("gatehouse.bootstrap.client-id", credentials[0]);
            all.put("gatehouse.bootstrap.client-secret", credentials[1]);
        }
        return new SettingsReader().read(all);
    }

    @Test
    void asksAsTheBootstrapClient() throws Exception {
        String secret = "a secret of more than 32 characters %";
        try (var running = new RunningServer(settings("ops", secret))) {
            running.post("/api/v1/signing-keys/rotate", JsonNodeFactory.instance.objectNode());
        }

        var expected = new ArrayList<String>();
        expected.add("POST /oauth2/token Basic "
                + java.util.Base64.getEncoder()
                        .encodeToString(
                                "ops:a+secret+of+more+than+32+characters+%25".getBytes(StandardCharsets.US_ASCII))
                + " grant_type=client_credentials&scope=gatehouse");
        expected.add("POST /api/v1/signing-keys/rotate Bearer at {}");
        assertThat(requests).isEqualTo(expected);
    }

    @Test
    void saysWhatTheServerAnsweredWhenItRefuses() throws Exception {
        tokenStatus = 401;
        try (var running = new RunningServer(settings("ops", "a secret of more than 32 characters"))) {
            assertThatThrownBy(() -> running.post("/api/v1/signing-keys/rotate", JsonNodeFactory.instance.objectNode()))
                    .isInstanceOf(RunningServer.Refused.class)
                    .hasMessageContaining("/oauth2/token answered 401")
                    .hasMessageNotContaining("a secret");
        }
    }

    @Test
    void asksNobodyWithoutCredentials() {
        assertThatThrownBy(() -> new RunningServer(settings())).isInstanceOf(RunningServer.Refused.class);
        assertThat(requests).isEmpty();
    }
}
