package dev.gatehouse.idp.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The jar that the build has made, unpacked and with an ahead-of-time cache, so that a start takes two seconds. Both are
 * kept for as long as the jar is the same.
 */
final class BuiltServer {

    private static final Path JAR = Path.of("target", "gatehouse.jar");
    private static final Path FOLDER = Path.of("target", "built-server");

    /** As in {@code ./gatehouse}. */
    private static final List<String> OPTIONS = List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-Xmx192m",
            "-XX:+ExitOnOutOfMemoryError",
            "-Dspring.aot.enabled=true");

    private static @Nullable BuiltServer shared;

    private final Path cache;

    private BuiltServer(Path cache) {
        this.cache = cache;
    }

    static synchronized BuiltServer get() throws IOException, InterruptedException {
        BuiltServer built = shared;
        if (built == null) {
            built = prepare();
            shared = built;
        }
        return built;
    }

    private static BuiltServer prepare() throws IOException, InterruptedException {
        if (!Files.isRegularFile(JAR)) {
            throw new IOException("there is no " + JAR.toAbsolutePath() + ": build it with \"mvn package\" first");
        }
        String key = digest() + " " + System.getProperty("java.home");
        Path cache = FOLDER.resolve("gatehouse.aot");
        Path keyFile = FOLDER.resolve("key");
        if (!Files.isRegularFile(keyFile) || !Files.readString(keyFile).equals(key)) {
            Files.deleteIfExists(keyFile);
            Files.deleteIfExists(cache);
            run(List.of(
                    java(),
                    "-Djarmode=tools",
                    "-jar",
                    JAR.toString(),
                    "extract",
                    "--force",
                    "--destination",
                    "" + FOLDER));
            var training = new ArrayList<String>(List.of(java()));
            training.addAll(OPTIONS);
            training.addAll(List.of("-XX:AOTCacheOutput=" + cache, "-jar", jar().toString(), "train"));
            run(training);
            Files.writeString(keyFile, key);
        }
        return new BuiltServer(cache);
    }

    /** Of the contents: the build gives every jar the same time. */
    private static String digest() throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(JAR)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + " failed:\n" + output);
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static Path jar() {
        return FOLDER.resolve("gatehouse.jar");
    }

    /** A command line of {@code ./gatehouse}, as a process without settings of its surroundings. */
    ProcessBuilder command(String... arguments) {
        var command = new ArrayList<String>(List.of(java()));
        command.addAll(OPTIONS);
        command.addAll(List.of("-XX:AOTCache=" + cache, "-jar", jar().toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("GATEHOUSE_"));
        return builder;
    }
}
