package dev.gatehouse.idp.process;

import dev.gatehouse.idp.TestServer;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A running server in a process of its own. What it writes to its standard output and error is appended to a file. */
final class ServerInstance implements AutoCloseable {

    static final String CLIENT_ID = "automation";
    static final String CLIENT_SECRET = "automation-secret-of-a-server-process";
    static final String ISSUER = "http://localhost:9000";
    static final String ADMIN_PASSWORD = "a lantern in the fog";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final int port;
    private final int managementPort;
    private final Path log;
    private final Duration readyAfter;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private ServerInstance(Process process, int port, int managementPort, Path log) throws IOException {
        this.process = process;
        this.port = port;
        this.managementPort = managementPort;
        this.log = log;
        this.readyAfter = awaitReady();
    }

    /** Starts on a data folder and on free ports, with these environment variables; returns when it is ready. */
    static ServerInstance start(Path data, Path log, Map<String, String> settings)
            throws IOException, InterruptedException {
        int port = freePort();
        int managementPort = freePort();
        var environment = new TreeMap<String, String>();
        environment.put("GATEHOUSE_BOOTSTRAP_CLIENT_ID", CLIENT_ID);
        environment.put("GATEHOUSE_BOOTSTRAP_CLIENT_SECRET", CLIENT_SECRET);
        environment.put("GATEHOUSE_ADMIN_PASSWORD", ADMIN_PASSWORD);
        environment.put("GATEHOUSE_ADDRESS", "127.0.0.1");
        environment.put("GATEHOUSE_MANAGEMENT_ADDRESS", "127.0.0.1");
        environment.put("GATEHOUSE_PORT", Integer.toString(port));
        environment.put("GATEHOUSE_MANAGEMENT_PORT", Integer.toString(managementPort));
        environment.put("GATEHOUSE_ISSUER", ISSUER); // which would follow the port
        environment.put("GATEHOUSE_DATA", data.toString());
        environment.putAll(settings);
        ProcessBuilder builder = BuiltServer.get()
                .command("start")
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        return new ServerInstance(builder.start(), port, managementPort, log);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private Duration awaitReady() throws IOException {
        long began = System.nanoTime();
        while (System.nanoTime() - began < PATIENCE.toNanos() && process.isAlive()) {
            if (readiness() == 200) {
                return Duration.ofNanos(System.nanoTime() - began);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        process.destroyForcibly();
        String said = Files.readString(log);
        throw new IOException("the server did not start:\n" + said.substring(Math.max(0, said.length() - 4_000)));
    }

    /** The status of {@code /health/ready}, or 0 when nobody answers. */
    int readiness() {
        try {
            URI ready = URI.create("http://127.0.0.1:" + managementPort + "/health/ready");
            return http.send(HttpRequest.newBuilder(ready).build(), BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException _) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /** From the start of the process until it was ready. */
    Duration readyAfter() {
        return readyAfter;
    }

    int port() {
        return port;
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PATIENCE);
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** A request with a form, without credentials in its header. */
    HttpRequest.Builder form(String path, Map<String, String> form) {
        return request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(TestServer.encoded(form)));
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /** As a power cut ends it: SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
        http.shutdownNow();
    }

    /** Tells it to stop: SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** The status with which it ended by itself. */
    int exit() throws InterruptedException, IOException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IOException("the server does not stop:\n" + log());
        }
        return process.exitValue();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        http.shutdownNow();
    }
}
