package dev.gatehouse.idp.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Apache's httpd as a process of the test, with its files in a folder and on a loopback port. */
final class ApacheProcess implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/apache2");
    private static final Path MODULES = Path.of("/usr/lib/apache2/modules");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Process process;
    private final int port;
    private final Path errorLog;

    private ApacheProcess(Process process, int port, Path errorLog) {
        this.process = process;
        this.port = port;
        this.errorLog = errorLog;
    }

    static boolean installed(String module) {
        return Files.isExecutable(PROGRAM) && Files.exists(MODULES.resolve("mod_" + module + ".so"));
    }

    /** A free loopback port. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    /**
     * Starts it; it listens when this returns.
     *
     * @param configuration what follows the names of the modules, the port and the files
     */
    static ApacheProcess start(Path root, int port, List<String> modules, String configuration)
            throws IOException, InterruptedException {
        var text = new StringBuilder();
        for (String module : modules) {
            text.append("LoadModule ")
                    .append(module)
                    .append("_module ")
                    .append(MODULES.resolve("mod_" + module + ".so"))
                    .append('\n');
        }
        text.append("""
                ServerName localhost
                Listen 127.0.0.1:%1$d
                PidFile %2$s/apache.pid
                ErrorLog %2$s/error.log
                User www-data
                Group www-data
                StartServers 1
                """.formatted(port, root)).append(configuration);
        Path file = Files.writeString(root.resolve("httpd.conf"), text);
        Process process = new ProcessBuilder(
                        PROGRAM.toString(), "-d", root.toString(), "-f", file.toString(), "-DFOREGROUND")
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("output.log").toFile())
                .start();
        var apache = new ApacheProcess(process, port, root.resolve("error.log"));
        apache.awaitListening(root.resolve("output.log"));
        return apache;
    }

    String errors() {
        return read(errorLog);
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void awaitListening(Path output) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!listens()) {
            if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                throw new IOException("apache2 ended with " + process.exitValue() + ": " + errors() + read(output));
            }
            if (Instant.now().isAfter(end)) {
                throw new IOException("apache2 does not listen on port " + port + ": " + errors());
            }
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
