package dev.gatehouse.idp.config;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The declaration of one setting.
 *
 * @param property its name as a property: {@code gatehouse.management.port}
 * @param initial the default as it would be written, if there is a fixed one
 * @param initialNote the default in words, where it follows from other settings
 * @param description one sentence
 * @param kind how its value is read
 */
public record Setting<T>(
        String property, Optional<String> initial, String initialNote, String description, SettingKind<T> kind) {

    private static final Pattern NAME = Pattern.compile("gatehouse(\\.[a-z][a-z0-9]*(-[a-z0-9]+)*)+");
    private static final Pattern SEPARATORS = Pattern.compile("[.\\-]");
    private static final Pattern CAMEL = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

    public Setting {
        if (!NAME.matcher(property).matches()) {
            throw new IllegalArgumentException("not a setting's name: " + property);
        }
    }

    static <T> Setting<T> fixed(String property, String initial, SettingKind<T> kind, String description) {
        return new Setting<>(property, Optional.of(initial), "", description, kind);
    }

    static <T> Setting<T> open(String property, String initialNote, SettingKind<T> kind, String description) {
        return new Setting<>(property, Optional.empty(), initialNote, description, kind);
    }

    /** Its name as an environment variable: {@code GATEHOUSE_MANAGEMENT_PORT}. */
    public String variable() {
        return variable(property);
    }

    /** The environment variable that is the same setting as a property, however that is spelled. */
    static String variable(String name) {
        if (name.startsWith("GATEHOUSE_")) {
            return name;
        }
        String separated =
                SEPARATORS.matcher(CAMEL.matcher(name).replaceAll("_")).replaceAll("_");
        return separated.toUpperCase(Locale.ROOT);
    }
}
