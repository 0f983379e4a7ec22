package dev.gatehouse.idp.cli;

import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.config.OfflineServer;
import dev.gatehouse.idp.config.Settings;
import dev.gatehouse.idp.keys.RotationResult;
import dev.gatehouse.idp.keys.SigningAlgorithm;
import dev.gatehouse.idp.keys.SigningKeyring;
import dev.gatehouse.idp.storage.DataDirectory;
import dev.gatehouse.idp.storage.DataDirectoryLocked;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Publishes successors of the signing keys, or changes the key of the audit trail or the master key. */
@Command(
        name = "rotate",
        description = {
            "Publish a successor of each signing key; it takes over once everybody could see it.",
            "With --audit: make a new key for the audit trail, which the one in force signs.",
            "With --master: change the master key and encrypt every field anew."
        })
final class KeysRotateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private final SettingsOptions options = new SettingsOptions();

    @Option(names = "--algorithm", paramLabel = "ALG", description = "Only this one: ES256, RS256 or EdDSA.")
    private @Nullable String algorithm;

    @Option(names = "--audit", description = "Change the key that signs the audit trail.")
    private boolean audit;

    @Option(names = "--master", description = "Change the master key. The server must be stopped.")
    private boolean master;

    @Option(
            names = "--new-key",
            paramLabel = "FILE",
            description = "With --master: the file that holds the new key; it is generated where there is none.")
    private @Nullable Path newKey;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Settings settings = options.read();
        List<SigningAlgorithm> algorithms = algorithms();
        if (settings.mongodbUri().isEmpty()
                && !Files.isRegularFile(settings.data().resolve("gatehouse.db"))) {
            return refuse("There is no store in " + settings.data() + ": start the server once first.");
        }
        if (settings.mongodbUri().isEmpty() && inUse(settings.data())) {
            return master
                    ? refuse("A server runs on " + settings.data()
                            + ". Stop it first: a master key is never sent to a server.")
                    : ask(settings);
        }
        try (var offline = OfflineServer.open(options.overrides())) {
            if (audit) {
                return new AuditKeyChange(out()).in(offline);
            }
            return master ? new MasterKeyChange(offline, settings, newKey, out()).run() : rotate(offline, algorithms);
        }
    }

    private List<SigningAlgorithm> algorithms() {
        if (newKey != null && !master) {
            throw new ParameterException(spec.commandLine(), "--new-key goes with --master");
        }
        if (audit && master) {
            throw new ParameterException(spec.commandLine(), "--audit and --master are two changes: make one first");
        }
        if (algorithm == null) {
            return List.of(SigningAlgorithm.values());
        }
        if (master || audit) {
            throw new ParameterException(
                    spec.commandLine(), "--algorithm is for signing keys, not for --master or --audit");
        }
        return List.of(Arrays.stream(SigningAlgorithm.values())
                .filter(known -> known.jws().getName().equals(algorithm))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "--algorithm is ES256, RS256 or EdDSA, not " + algorithm)));
    }

    private int rotate(ApplicationContext offline, List<SigningAlgorithm> algorithms) {
        var keyring = offline.getBean(SigningKeyring.class);
        for (SigningAlgorithm each : algorithms) {
            RotationResult result = keyring.rotate(Actor.system(), each);
            boolean created = switch (result) {
                case RotationResult.Published _ -> true;
                case RotationResult.AlreadyPublished _ -> false;
            };
            print(
                    each.jws().getName(),
                    result.successor().id().value(),
                    created,
                    result.successor().signsFrom().toString());
        }
        return 0;
    }

    private int ask(Settings settings) throws IOException, InterruptedException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (algorithm != null) {
            body.put("algorithm", algorithm);
        }
        try (var server = new RunningServer(settings)) {
            if (audit) {
                return new AuditKeyChange(out()).at(server);
            }
            for (JsonNode key : server.post("/api/v1/signing-keys/rotate", body).path("items")) {
                print(
                        key.path("algorithm").asString(),
                        key.path("id").asString(),
                        key.path("created").asBoolean(),
                        key.path("signsFrom").asString());
            }
            return 0;
        } catch (RunningServer.Refused e) {
            return refuse(String.valueOf(e.getMessage()));
        }
    }

    private void print(String name, String id, boolean created, String signsFrom) {
        out().printf(
                        "%-6s %s %s, signs from %s%n",
                        name, id, created ? "published" : "was published already", signsFrom);
        out().flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private int refuse(String message) {
        spec.commandLine().getErr().println(message);
        return 1;
    }

    private static boolean inUse(Path folder) {
        try (var _ = DataDirectory.lock(folder)) {
            return false;
        } catch (DataDirectoryLocked _) {
            return true;
        }
    }
}
