package dev.gatehouse.idp.cli.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A server as {@code ./gatehouse start} runs it: the same JVM, the same options, the same jar, in a child process. */
final class ServerProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration IDLE_SECOND = Duration.ofMillis(50);
    private static final int KIB = 1024;

    private final Process process;
    private final int port;
    private final Path log;
    private final Duration firstAnswer;
    private final Duration cpuOfStart;

    private ServerProcess(Process process, int port, Path log, Duration firstAnswer) {
        this.process = process;
        this.cpuOfStart = cpu(process);
        this.port = port;
        this.log = log;
        this.firstAnswer = firstAnswer;
    }

    /** Starts on free ports, and returns with the first answer. */
    static ServerProcess start(Path folder, Map<String, String> environment) throws IOException {
        int port = freePort();
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.gatehouse.idp.cli.Gatehouse"));
        command.addAll(List.of("start", "--data", folder.resolve("data").toString()));
        Path log = folder.resolve("server.log");
        var builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("GATEHOUSE_"));
        builder.environment().putAll(environment);
        builder.environment().put("GATEHOUSE_PORT", Integer.toString(port));
        builder.environment().put("GATEHOUSE_MANAGEMENT_PORT", Integer.toString(freePort()));
        long began = System.nanoTime();
        Process process = builder.start();
        awaitAnswer(process, port, log);
        return new ServerProcess(process, port, log, Duration.ofNanos(System.nanoTime() - began));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Asks as cheaply as can be, so that asking takes nothing from the server's start. */
    private static void awaitAnswer(Process process, int port, Path log) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            if (answers(port)) {
                return;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        process.destroyForcibly();
        throw new IOException("the server did not start:\n" + Files.readString(log));
    }

    private static boolean answers(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream()
                    .write("GET /oauth2/jwks HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] status = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
            return new String(status, StandardCharsets.US_ASCII).endsWith(" 200");
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns when the server has done what it does after its start: when a second costs it next to nothing. */
    void settle() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Duration before = cpu();
        do {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
            Duration now = cpu();
            if (now.minus(before).compareTo(IDLE_SECOND) < 0) {
                return;
            }
            before = now;
        } while (System.nanoTime() < deadline);
    }

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** From the start of the process to the first answer. */
    Duration firstAnswer() {
        return firstAnswer;
    }

    /** CPU time of the process so far. */
    Duration cpu() {
        return cpu(process);
    }

    private static Duration cpu(Process process) {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** CPU time until the first answer, which says more than the clock on a machine that does other things too. */
    Duration cpuOfStart() {
        return cpuOfStart;
    }

    /** Resident memory in MiB. */
    long residentMib() throws IOException, InterruptedException {
        Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(process.pid())).start();
        String kib = new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        ps.waitFor();
        return Long.parseLong(kib) / KIB;
    }

    long pid() {
        return process.pid();
    }

    Path log() {
        return log;
    }

    /** As the power cut does it. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
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
    }
}
