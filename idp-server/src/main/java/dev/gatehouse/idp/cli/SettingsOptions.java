package dev.gatehouse.idp.cli;

import dev.gatehouse.idp.config.Settings;
import dev.gatehouse.idp.config.SettingsInvalid;
import dev.gatehouse.idp.config.SettingsReader;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options by which a command line overrides settings; a mixin of every command that needs settings. */
final class SettingsOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    private final Map<String, String> overrides = new LinkedHashMap<>();

    @Option(names = "--data", paramLabel = "DIR", description = "The folder of the embedded store.")
    void data(String folder) {
        overrides.put("gatehouse.data", folder);
    }

    @Option(
            names = "-D",
            paramLabel = "gatehouse.NAME=VALUE",
            mapFallbackValue = "",
            description = "A setting of docs/operations.md; --gatehouse.NAME=VALUE says the same.")
    void property(Map<String, String> properties) {
        overrides.putAll(properties);
    }

    /** The settings as given here, as system properties and as environment variables, in this order. */
    Settings read() {
        try {
            return new SettingsReader().ofProcess(overrides);
        } catch (SettingsInvalid e) {
            throw new ParameterException(command.commandLine(), String.join(System.lineSeparator(), e.problems()), e);
        }
    }

    Map<String, String> overrides() {
        return Map.copyOf(overrides);
    }
}
