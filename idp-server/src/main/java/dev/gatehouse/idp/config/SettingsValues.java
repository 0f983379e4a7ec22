package dev.gatehouse.idp.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values by setting, as written; collects what is wrong with them instead of stopping at the first. */
final class SettingsValues {

    /**
     * What Kubernetes puts into the environment of a pod for each Service of its namespace.
     *
     * @see <a href="https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables">Services</a>
     */
    private static final Pattern SERVICE_LINK =
            Pattern.compile("GATEHOUSE_(.*_)?SERVICE_.*|GATEHOUSE_PORT_.*|GATEHOUSE_.*_PORT_\\d+_(TCP|UDP|SCTP)(_.*)?");

    private static final int FARTHEST_SUGGESTION = 4;

    private final Map<String, String> values = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    SettingsValues(Map<String, String> written) {
        Set<String> known =
                SettingsCatalogue.all().stream().map(Setting::variable).collect(Collectors.toSet());
        new TreeMap<>(written).forEach((name, value) -> {
            if (isSetting(name, value)) {
                accept(known, name, value.strip());
            }
        });
    }

    private static boolean isSetting(String name, String value) {
        if (name.startsWith("GATEHOUSE_")) {
            return !name.startsWith("GATEHOUSE_TEST_")
                    && !value.startsWith("tcp://")
                    && !value.startsWith("udp://")
                    && !SERVICE_LINK.matcher(name).matches();
        }
        return name.startsWith("gatehouse.");
    }

    private void accept(Set<String> known, String name, String value) {
        String variable = Setting.variable(name);
        if (!known.contains(variable)) {
            problems.add(unknown(name, variable));
            return;
        }
        String before = value.isEmpty() ? null : values.put(variable, value);
        if (before != null && !before.equals(value)) {
            problems.add("%s is set twice, to different values.".formatted(variable));
        }
    }

    private static String unknown(String name, String variable) {
        Optional<String> closest = SettingsCatalogue.all().stream()
                .map(name.startsWith("GATEHOUSE_") ? Setting::variable : Setting::property)
                .filter(known -> distance(variable, Setting.variable(known)) <= FARTHEST_SUGGESTION)
                .min(Comparator.comparingInt(known -> distance(variable, Setting.variable(known))));
        return name + " is not a setting"
                + closest.map(known -> "; did you mean " + known + "?").orElse(".");
    }

    /** The number of characters to insert, delete or replace (Levenshtein). */
    static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }

    /** The value as set, or empty when it was not set or cannot be read (which is then a problem). */
    <T> Optional<T> find(Setting<T> setting) {
        return parse(setting, values.get(setting.variable()));
    }

    /** The value as set, else the default. */
    <T> T get(Setting<T> setting) {
        return find(setting)
                .or(() -> parse(setting, setting.initial().orElse(null)))
                .orElseThrow();
    }

    boolean isSet(Setting<?> setting) {
        return values.containsKey(setting.variable());
    }

    private <T> Optional<T> parse(Setting<T> setting, @Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(setting.kind().parser().apply(text));
        } catch (IllegalArgumentException e) {
            String shown = setting.kind().secret() ? "" : ", not \"" + text + "\"";
            problems.add(setting.variable() + " must be " + e.getMessage() + shown + ".");
            return Optional.empty();
        }
    }

    void require(boolean holds, String problem) {
        if (!holds) {
            problems.add(problem);
        }
    }

    void requireNoProblem() {
        if (!problems.isEmpty()) {
            throw new SettingsInvalid(problems);
        }
    }
}
