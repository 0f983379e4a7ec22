package dev.gatehouse.idp.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.storage.CrashingWriter.Entry;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Kills a {@link CrashingWriter} in the middle of its work and compares the store with what it said. */
public final class CrashRound {

    private final Map<String, String> acknowledged = new LinkedHashMap<>();

    /** Starts a main class in a JVM of its own, without the options of this one. */
    public static Process start(Class<?> mainClass, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                mainClass.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Kills the process after that many acknowledgements and notes all that it gave. */
    public void killAfter(Process process, int acknowledgements) throws IOException, InterruptedException {
        try (BufferedReader lines = process.inputReader()) {
            int noted = 0;
            while (noted < acknowledgements) {
                String line = lines.readLine();
                assertThat(line).as("the writer runs").isNotNull();
                if (isAcknowledgement(line)) {
                    note(line);
                    noted++;
                }
            }
            process.toHandle().destroyForcibly(); // that of Process would close the stream, too
            lines.lines().filter(CrashRound::isAcknowledgement).forEach(this::note);
        }
        assertThat(process.waitFor()).as("ended by SIGKILL").isEqualTo(128 + 9);
    }

    /** Not one of a log; and the last line may have been cut off by the kill. */
    private static boolean isAcknowledgement(String line) {
        return line.matches("(insert|replace|take|insertAll) [0-9a-f-]{36} [0-9]");
    }

    private void note(String line) {
        List<String> words = List.of(line.split(" ", 3));
        acknowledged.put(words.get(1), words.get(0));
    }

    public int acknowledgements() {
        return acknowledged.size();
    }

    /** Every acknowledged write is there. What was not acknowledged may be there, but never a part of it. */
    public void verify(Documents<Entry> entries, boolean insertsAllOrNone) {
        acknowledged.forEach((id, operation) -> {
            Optional<Stored<Entry>> single = entries.get(id);
            List<Long> parts = Stream.of("-a", "-b", "-c")
                    .map(id::concat)
                    .flatMap(each -> entries.get(each).stream())
                    .map(Stored::version)
                    .toList();
            // The write behind the last acknowledged one may have happened too.
            switch (operation) {
                case "insert" -> assertThat(single.orElseThrow().version()).isIn(1L, 2L);
                case "replace" ->
                    assertThat(single.map(Stored::version).orElse(2L)).isEqualTo(2);
                case "take" -> assertThat(single).isEmpty();
                case "insertAll" -> assertThat(parts).containsExactly(1L, 1L, 1L);
                default -> throw new AssertionError(operation);
            }
            if (insertsAllOrNone) {
                assertThat(parts.size()).isIn(0, 3);
            }
        });
    }
}
