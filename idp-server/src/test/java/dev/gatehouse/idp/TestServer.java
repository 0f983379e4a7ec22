package dev.gatehouse.idp;

import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.config.GatehouseServer;
import dev.gatehouse.idp.config.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole server on a port of its own, with an empty data folder and a bootstrap client, for one test class:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final TestServer SERVER = TestServer.embedded();
 * }</pre>
 *
 * It starts before the first test and is gone, with its data, after the last. Requests follow no redirects.
 */
public final class TestServer implements BeforeAllCallback, AfterAllCallback {

    /** The bootstrap client, in the role {@code admins}. */
    public static final String BOOTSTRAP_ID = "automation";

    public static final String BOOTSTRAP_SECRET = "automation-secret-of-the-test-server";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<String, String> settings = new LinkedHashMap<>();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private int classes;
    private @Nullable Path data;
    private @Nullable ConfigurableApplicationContext context;

    private TestServer() {
        settings.put("gatehouse.port", "0");
        settings.put("gatehouse.management.port", "0");
        settings.put("gatehouse.bootstrap.client-id", BOOTSTRAP_ID);
        settings.put("gatehouse.bootstrap.client-secret", BOOTSTRAP_SECRET);
    }

    /** A server in embedded mode. */
    public static TestServer embedded() {
        return new TestServer();
    }

    /** The same server with one more setting, by property name. */
    public TestServer with(String property, String value) {
        settings.put(property, value);
        return this;
    }

    @Override
    public void beforeAll(ExtensionContext test) throws IOException {
        if (classes++ > 0) {
            // A nested class shares the server of the class around it.
            return;
        }
        data = Files.createTempDirectory("gatehouse-test");
        start();
    }

    @Override
    public void afterAll(ExtensionContext test) throws IOException {
        if (--classes > 0) {
            return;
        }
        stop();
        if (data != null) {
            try (Stream<Path> files = Files.walk(data)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    /** Starts again on the same data, on another port. */
    public void restart() {
        stop();
        start();
    }

    private void start() {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("gatehouse.data", String.valueOf(data));
        context = GatehouseServer.start(all);
    }

    /** Stops before its time, as the process would that is told to. */
    public void stop() {
        if (context != null) {
            context.close();
        }
    }

    /** A bean of the running server. */
    public <T> T bean(Class<T> type) {
        if (context == null) {
            throw new IllegalStateException("the server has not been started");
        }
        return context.getBean(type);
    }

    /** What the server records; it can be made to fail. */
    public ObservedTrail trail() {
        return (ObservedTrail) bean(AuditTrail.class);
    }

    /** What time it is to the server. */
    public MovableClock clock() {
        return (MovableClock) bean(Clock.class);
    }

    public String issuer() {
        return bean(Settings.class).server().issuer().toString();
    }

    /** A request to a path of the server, to be completed and sent. */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + bean(Settings.class).server().port() + path));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    public HttpResponse<String> get(String path) {
        return send(request(path));
    }

    /** GET as the bearer of a token. */
    public HttpResponse<String> get(String path, String accessToken) {
        return send(request(path).header("Authorization", "Bearer " + accessToken));
    }

    /** Posts a form without credentials in the header. */
    public HttpResponse<String> post(String path, Map<String, String> form) {
        return send(form(path, encoded(form)));
    }

    /** Posts a form with HTTP Basic credentials. */
    public HttpResponse<String> post(String path, Map<String, String> form, String id, String secret) {
        return send(form(path, encoded(form)).header("Authorization", basic(id, secret)));
    }

    /** A request with a form body as it stands. */
    public HttpRequest.Builder form(String path, String body) {
        return request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    /** The value of an Authorization header. */
    public static String basic(String id, String secret) {
        String pair = urlEncoded(id) + ":" + urlEncoded(secret);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /** The bootstrap client's token for our own APIs. */
    public String adminToken() {
        Map<String, String> form = Map.of("grant_type", "client_credentials", "scope", "gatehouse");
        HttpResponse<String> answer = post("/oauth2/token", form, BOOTSTRAP_ID, BOOTSTRAP_SECRET);
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("no token: " + answer.body());
        }
        return json(answer).get("access_token").asString();
    }

    public static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }

    public static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(parameter -> urlEncoded(parameter.getKey()) + "=" + urlEncoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String urlEncoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
