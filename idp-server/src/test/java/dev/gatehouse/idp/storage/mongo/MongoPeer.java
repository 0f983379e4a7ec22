package dev.gatehouse.idp.storage.mongo;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** A MongoDB peer in a process of its own, for tests. */
public final class MongoPeer implements AutoCloseable {

    public static final String IN_MEMORY = ":memory:";

    private static final Pattern LISTENING = Pattern.compile("listening on 127\\.0\\.0\\.1:([0-9]+)");
    private static @Nullable MongoPeer shared;

    private final Process process;
    private final int port;

    private MongoPeer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** The peer that all tests of this run share. Skips the test, loudly, where it cannot be installed. */
    public static synchronized MongoPeer shared() throws Exception {
        MongoPeer running = shared;
        if (running == null) {
            running = start(IN_MEMORY, 0);
            shared = running;
            Runtime.getRuntime().addShutdownHook(new Thread(running::close));
        }
        return running;
    }

    /**
     * Starts a peer.
     *
     * @param storage its folder, or {@link #IN_MEMORY}
     * @param port 0 for any
     */
    public static MongoPeer start(String storage, int port) throws Exception {
        Optional<Path> program = SecantusInstallation.find();
        if (program.isEmpty()) {
            System.err.println("SKIPPED: the MongoDB adapter is NOT tested, SecantusDB could not be installed;"
                    + " see target/secantusdb/install.log (python3 with venv is needed)");
            Assumptions.abort("SecantusDB could not be installed");
        }
        Process process = new ProcessBuilder(List.of(
                        program.orElseThrow().toString(),
                        "--host",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(port),
                        "--storage-path",
                        storage,
                        "--cache-size",
                        "128M",
                        "--sync-on-commit",
                        "--enable-test-commands"))
                .redirectErrorStream(true)
                .start();
        return new MongoPeer(process, readPort(process));
    }

    private static int readPort(Process process) throws IOException {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        var said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.append(line).append('\n');
            Matcher listening = LISTENING.matcher(line);
            if (listening.find()) {
                Thread.ofVirtual().start(() -> output.lines().forEach(ignored -> {}));
                return Integer.parseInt(listening.group(1));
            }
        }
        throw new IOException("the peer did not start:\n" + said);
    }

    int port() {
        return port;
    }

    /** The connection string of one of its databases. The driver drops the peer's connections unless it polls. */
    public String uri(String database) {
        return "mongodb://127.0.0.1:" + port + "/" + database
                + "?replicaSet=secantus&serverMonitoringMode=poll&retryWrites=true&w=majority&journal=true";
    }

    /** Ends it with SIGKILL. */
    public void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
