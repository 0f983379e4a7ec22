package dev.gatehouse.idp.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Sends a file of roles, entries, objects or changes to the running server, and says how far it got. */
@Command(
        name = "import",
        description = {
            "Import roles, entries, objects or changes into the running server (docs/access-api.md, Import).",
            "It is asked as the client of GATEHOUSE_BOOTSTRAP_CLIENT_ID and GATEHOUSE_BOOTSTRAP_CLIENT_SECRET.",
            "Exit status: 0 all of it holds, 1 it stopped at a line or was refused."
        })
final class AclImportCommand implements Callable<Integer> {

    private static final Map<String, String> TYPES =
            Map.of("csv", "text/csv", "ndjson", "application/x-ndjson", "json", "application/json");

    /** Settings that say which server is asked, and keep no secret. */
    private static final Set<String> SHOWN = Set.of("gatehouse.data", "gatehouse.issuer", "gatehouse.port");

    private static final String AGAIN = "Run the same again: what holds already does nothing.";

    private static final long PAUSE = Duration.ofSeconds(1).toNanos();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private final SettingsOptions options = new SettingsOptions();

    @Parameters(paramLabel = "FILE", description = "A .csv, .ndjson, .jsonl or .json file.")
    private Path file = Path.of("");

    @Option(names = "--workspace", paramLabel = "W", description = "Into which workspace; the client's own, else.")
    private @Nullable String workspace;

    @Option(names = "--dry-run", description = "Change nothing, and name the lines that could not be made.")
    private boolean dryRun;

    @Option(names = "--from", paramLabel = "LINE", description = "Pass over the lines before this one.")
    private long from = 1;

    @Option(names = "--format", paramLabel = "FORMAT", description = "csv, ndjson or json, whatever the file's name.")
    private @Nullable String format;

    private long toldAt = System.nanoTime();

    @Override
    public Integer call() throws IOException, InterruptedException {
        String type = type();
        if (!Files.isRegularFile(file)) {
            return refuse(file + ": there is no such file");
        }
        long size = Files.size(file);
        try (var server = new RunningServer(options.read());
                Stream<JsonNode> answer =
                        server.upload(path(), new RunningServer.Upload(file, type, sent -> tell(sent, size)))) {
            return answer.map(this::told)
                    .reduce((before, last) -> last)
                    .filter(status -> status >= 0)
                    .orElseGet(() -> refuse("The answer was cut off. " + AGAIN));
        } catch (RunningServer.Refused e) {
            return refuse(String.valueOf(e.getMessage()));
        } catch (ConnectException nobody) {
            return refuse(
                    "No server answers at the issuer's address. Start it first: an import is made by the server.");
        } catch (IOException | UncheckedIOException lost) {
            return refuse("The connection was lost (" + lost.getMessage() + "). " + AGAIN);
        }
    }

    private String type() {
        String name = file.toString().toLowerCase(Locale.ROOT);
        String known = format != null
                ? format
                : name.substring(name.lastIndexOf('.') + 1).replace("jsonl", "ndjson");
        String type = TYPES.get(known);
        if (type == null) {
            throw new ParameterException(
                    spec.commandLine(), "--format is csv, ndjson or json; the name of the file does not say it either");
        }
        return type;
    }

    private String path() {
        if (from < 1) {
            throw new ParameterException(spec.commandLine(), "--from is the number of a line, 1 or more");
        }
        String path = "/access/v1/import?dryRun=" + dryRun + "&from=" + from;
        return workspace == null ? path : path + "&workspace=" + URLEncoder.encode(workspace, StandardCharsets.UTF_8);
    }

    private void tell(long sent, long size) {
        long now = System.nanoTime();
        if (now - toldAt >= PAUSE) {
            toldAt = now;
            err().printf("%,d of %,d bytes sent%n", sent, size);
            err().flush();
        }
    }

    /** Prints a line of the answer; the exit status, or -1 when it is not the last. */
    private int told(JsonNode line) {
        if (line.has("refused")) {
            printFault(line.path("refused"));
            return -1;
        }
        if (!line.has("result")) {
            return -1;
        }
        JsonNode applied = line.path("applied");
        spec.commandLine()
                .getOut()
                .printf(
                        dryRun
                                ? "%,d lines could be made: %,d changes in %,d records%n"
                                : "%,d lines hold: %,d changes in %,d records%n",
                        applied.path("lines").asLong(),
                        applied.path("changes").asLong(),
                        applied.path("records").asLong());
        spec.commandLine().getOut().flush();
        if (line.path("result").asString().equals("complete")) {
            return 0;
        }
        if (!dryRun) {
            printFault(line);
            err().println("To go on: " + again(line.path("resumeFrom").asLong()));
        }
        return 1;
    }

    private void printFault(JsonNode fault) {
        err().println("line " + fault.path("line").asLong() + ": "
                + fault.path("code").asString() + ": " + fault.path("detail").asString());
        fault.path("errors")
                .forEach(error -> err().println("    " + error.path("pointer").asString() + " "
                        + error.path("detail").asString()));
    }

    private String again(long line) {
        var again = new StringBuilder("./gatehouse acl import ").append(quoted(file.toString()));
        if (workspace != null) {
            again.append(" --workspace ").append(quoted(workspace));
        }
        if (format != null) {
            again.append(" --format ").append(format);
        }
        options.overrides().forEach((name, value) -> {
            if (SHOWN.contains(name)) {
                again.append(" --").append(name).append('=').append(quoted(value));
            }
        });
        return again.append(" --from ").append(line).toString();
    }

    /** For a shell. */
    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:=-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }

    private int refuse(String message) {
        err().println(message);
        return 1;
    }
}
