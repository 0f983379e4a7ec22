package dev.gatehouse.idp.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.storage.mongo.MongoPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** In production mode every line is a JSON object, and no secret is in any, even where an operator asks for everything. */
class ProductionLogsIT {

    private static final String MARK = "hunter2hunter2hunter2";
    private static final String MASTER_KEY =
            Base64.getEncoder().encodeToString(("0123456789" + MARK + "x").getBytes(StandardCharsets.US_ASCII));
    private static final String ADMIN_PASSWORD = "the lantern of " + MARK;

    @TempDir
    private static Path folder;

    private static String log;
    private static List<String> secrets;

    /** A server with every logger at DEBUG, which libraries use for what they read and write. */
    @BeforeAll
    static void run() throws Exception {
        Path file = folder.resolve("server.log");
        try (MongoPeer mongo = MongoPeer.start(MongoPeer.IN_MEMORY, 0);
                ServerInstance server =
                        ServerInstance.start(folder.resolve("data"), file, settings(mongo.uri("logs")))) {
            secrets = new ArrayList<>(List.of(MARK, MASTER_KEY, ServerInstance.CLIENT_SECRET, ADMIN_PASSWORD));
            requests(server);
            malformed(server);
            mongo.kill();
            server.send(TokenLoad.form(
                    server,
                    "/oauth2/token",
                    ServerInstance.CLIENT_ID,
                    ServerInstance.CLIENT_SECRET,
                    Map.of("grant_type", "refresh_token", "refresh_token", "ghr_" + MARK)));
            Awaitility.await().until(() -> server.log().contains("stackTrace"));
        }
        log = Files.readString(file);
    }

    private static Map<String, String> settings(String mongodbUri) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("GATEHOUSE_MODE", "production");
        settings.put("GATEHOUSE_ISSUER", "https://id.example");
        settings.put("GATEHOUSE_MASTER_KEY", MASTER_KEY);
        settings.put("GATEHOUSE_ADMIN_PASSWORD", ADMIN_PASSWORD);
        settings.put("GATEHOUSE_MONGODB_URI", mongodbUri);
        settings.put("LOGGING_LEVEL_ROOT", "DEBUG");
        return settings;
    }

    private static void requests(ServerInstance server) throws IOException, InterruptedException {
        String token = TokenLoad.adminToken(server);
        secrets.add(token);
        server.send(TokenLoad.form(
                server,
                "/oauth2/introspect",
                ServerInstance.CLIENT_ID,
                ServerInstance.CLIENT_SECRET,
                Map.of("token", token)));
        server.send(server.request("/api/v1/users").header("Authorization", "Bearer " + token));
        server.send(server.request("/api/v1/users").header("Authorization", "Bearer ghk_" + MARK));
        server.send(server.request("/account/").header("Cookie", "__Host-session=" + MARK + "; theme=dark"));
        server.send(server.request("/oauth2/authorize?client_id=x&code=" + MARK + "&state=" + MARK));
        server.send(TokenLoad.form(
                server, "/oauth2/token", "somebody", MARK, Map.of("grant_type", "password", "password", MARK)));
        server.send(server.form(
                "/oauth2/token", Map.of("client_id", "x", "client_secret", MARK, "code", MARK, "code_verifier", MARK)));
        server.send(server.request("/api/v1/users")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"username\": \"jane\", \"password\": \"" + MARK + "\"}")));
        JsonNode client = TestServer.json(server.send(TokenLoad.registration(
                server,
                token,
                "{\"client_name\": \"a\", \"grant_types\": [\"client_credentials\"], \"scope\": \"a\"}")));
        secrets.add(client.required("client_secret").asString());
        SignedInBrowser.at(server, ADMIN_PASSWORD);
    }

    /** RFC 9112 section 3: the container answers it, and says what it did not understand in an exception. */
    private static void malformed(ServerInstance server) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            String request = "GET /callback?client_secret=" + MARK + "&code=" + MARK + "{} HTTP/1.1\r\nHost: x\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void writesWhenInProductionThenEveryLineIsAnObjectWithTimeLevelAndMessage() {
        assertThat(log.lines()).hasSizeGreaterThan(100).allSatisfy(line -> {
            JsonNode object = JsonMapper.shared().readTree(line);
            assertThat(object.path("time").asString("")).matches("2\\d{3}-.*Z");
            assertThat(object.path("level").asString("")).isIn("DEBUG", "INFO", "WARN", "ERROR");
            assertThat(object.path("message").isString()).isTrue();
        });
        assertThat(log).contains("Gatehouse listens at https://id.example").contains("requestId");
    }

    @Test
    void writesWhenRequestsCarrySecretsThenNone() {
        assertThat(log)
                .contains("Invalid character found in the request target")
                .contains("[removed]");
        for (String secret : secrets) {
            assertThat(log.lines().filter(line -> line.contains(secret)).limit(5))
                    .as(secret)
                    .isEmpty();
        }
    }

    @Test
    void writesWhenTheStartFailsThenNoSecretOfTheConnectionString() throws Exception {
        Path output = folder.resolve("failed.log");
        ProcessBuilder builder =
                BuiltServer.get().command("start").redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment()
                .putAll(settings("mongodb://gatehouse:" + MARK + "@127.0.0.1:1/x?serverSelectionTimeoutMS=500"));
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isNotZero();
        assertThat(Files.readString(output)).isNotEmpty().doesNotContain(MARK).doesNotContain(MASTER_KEY);
    }
}
