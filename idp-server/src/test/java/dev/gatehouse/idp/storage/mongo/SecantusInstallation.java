package dev.gatehouse.idp.storage.mongo;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/** SecantusDB, which speaks MongoDB's wire protocol, in a Python environment of its own below {@code target/}. */
final class SecantusInstallation {

    private static final String REQUIREMENT = "SecantusDB==0.7.0b3";

    private SecantusInstallation() {}

    /** The program that starts the server; empty where there is no Python to install it with. */
    static Optional<Path> find() throws IOException, InterruptedException {
        Path folder = Path.of("target", "secantusdb").toAbsolutePath();
        Files.createDirectories(folder);
        Path program = folder.resolve("bin/secantusd-py");
        Path complete = folder.resolve("installed-" + REQUIREMENT);
        try (FileChannel channel =
                        FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (!Files.exists(complete)) {
                Path log = folder.resolve("install.log");
                boolean installed = lock.isValid()
                        && run(log, "python3", "-m", "venv", folder.toString())
                        && run(
                                log,
                                folder.resolve("bin/pip").toString(),
                                "install",
                                "--only-binary",
                                ":all:",
                                REQUIREMENT);
                if (!installed) {
                    return Optional.empty();
                }
                Files.createFile(complete);
            }
        }
        return Optional.of(program);
    }

    private static boolean run(Path log, String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(List.of(command))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notThere) {
            return false;
        }
    }
}
