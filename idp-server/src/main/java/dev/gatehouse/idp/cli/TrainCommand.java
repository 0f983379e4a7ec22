package dev.gatehouse.idp.cli;

import dev.gatehouse.idp.config.GatehouseServer;
import dev.gatehouse.idp.config.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;

/**
 * Starts a server on a store that is thrown away, asks it for what is asked for first, and ends. The JDK records
 * meanwhile which classes that takes.
 *
 * @see <a href="https://openjdk.org/jeps/514">JEP 514: Ahead-of-Time Command-Line Ergonomics</a>
 */
@Command(name = "train", hidden = true, description = "Run once for the JDK's ahead-of-time cache.")
final class TrainCommand implements Callable<Integer> {

    private static final String CLIENT = "train";
    private static final String SECRET = "a-secret-of-a-server-that-lives-a-moment";
    private static final int ROUNDS = 20;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("gatehouse-train");
        try (ConfigurableApplicationContext context = GatehouseServer.start(Map.of(
                        "gatehouse.data",
                        data.toString(),
                        "gatehouse.port",
                        "0",
                        "gatehouse.management.port",
                        "0",
                        "gatehouse.bootstrap.client-id",
                        CLIENT,
                        "gatehouse.bootstrap.client-secret",
                        SECRET));
                HttpClient http = HttpClient.newHttpClient()) {
            ask(http, context.getBean(Settings.class).server());
        } finally {
            delete(data);
        }
        return 0;
    }

    private static void ask(HttpClient http, Settings.Server server) throws IOException, InterruptedException {
        String token = "grant_type=client_credentials&client_id=%s&client_secret=%s".formatted(CLIENT, SECRET);
        for (int round = 0; round < ROUNDS; round++) {
            for (String path : List.of(
                    "/",
                    "/login",
                    "/account/",
                    "/.well-known/openid-configuration",
                    "/oauth2/jwks",
                    "/api/v1/missing")) {
                send(http, HttpRequest.newBuilder(server.issuer().resolve(path)).header("Accept", "text/html"));
            }
            send(
                    http,
                    HttpRequest.newBuilder(server.issuer().resolve("/oauth2/token"))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString(token)));
            send(
                    http,
                    HttpRequest.newBuilder(URI.create("http://%s:%d/health/ready"
                            .formatted(server.managementAddress(), server.managementPort()))));
        }
    }

    private static void send(HttpClient http, HttpRequest.Builder request) throws IOException, InterruptedException {
        http.send(request.build(), BodyHandlers.discarding());
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
