package dev.gatehouse.idp.cli;

import dev.gatehouse.idp.config.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Looks at what the server needs and says what is missing; changes nothing. */
@Command(name = "doctor", description = "Check what the server needs on this machine, and its settings.")
final class DoctorCommand implements Callable<Integer> {

    private static final int LEAST_JAVA = 25;
    private static final double LEAST_FREE_SHARE = 0.1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private final SettingsOptions options = new SettingsOptions();

    private int findings;

    @Override
    public Integer call() throws IOException {
        int java = Runtime.version().feature();
        report(java >= LEAST_JAVA, "Java", Runtime.version().toString(), "install a JDK " + LEAST_JAVA);
        Settings settings = options.read();
        report(
                true,
                "Settings",
                settings.mode() + ", issuer " + settings.server().issuer(),
                "");
        port("Port", settings.server().address(), settings.server().port());
        port(
                "Management port",
                settings.server().managementAddress(),
                settings.server().managementPort());
        if (settings.mongodbUri().isEmpty()) {
            data(settings.data().toAbsolutePath().normalize());
        }
        spec.commandLine().getOut().println(findings == 0 ? "No findings." : findings + " to mend.");
        return findings == 0 ? 0 : 1;
    }

    private void port(String label, String address, int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(address, port));
            report(true, label, port + " is free", "");
        } catch (IOException e) {
            report(false, label, port + " on " + address, "it is in use, or not ours to take: " + e.getMessage());
        }
    }

    private void data(Path folder) throws IOException {
        Path existing = folder;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        report(Files.isWritable(existing), "Data folder", folder.toString(), existing + " must be writable");
        FileStore disk = Files.getFileStore(existing);
        double free = (double) disk.getUsableSpace() / disk.getTotalSpace();
        report(free >= LEAST_FREE_SHARE, "Disk", "%.0f %% free".formatted(free * 100), "at least 10 % should be free");
    }

    private void report(boolean well, String label, String state, String remedy) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%-6s%-18s%s%n", well ? "ok" : "MEND", label, well ? state : state + ": " + remedy);
        findings += well ? 0 : 1;
    }
}
