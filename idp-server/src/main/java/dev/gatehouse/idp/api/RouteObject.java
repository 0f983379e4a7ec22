package dev.gatehouse.idp.api;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The object that a route is about, as its {@link Operation} writes it: {@code clients:all}, {@code client:{id}} where
 * the path says which, or {@code {id}} where it says the type as well.
 *
 * @param type with its colon; empty when the path says it
 * @param variable of the path; null when it is always the same object
 */
record RouteObject(String type, String id, Optional<String> variable) {

    private static final Pattern WRITTEN = Pattern.compile("([a-z-]+:)([a-z-]+)|([a-z-]+:)?\\{([a-z]+)}");

    static RouteObject parse(String written) {
        Matcher matcher = WRITTEN.matcher(written);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "an object is written type:id, type:{variable} or {variable}, not " + written);
        }
        return new RouteObject(
                Optional.ofNullable(matcher.group(1))
                        .or(() -> Optional.ofNullable(matcher.group(3)))
                        .orElse(""),
                Optional.ofNullable(matcher.group(2)).orElse(""),
                Optional.ofNullable(matcher.group(4)));
    }

    /** The object of a call whose path has these values. */
    String in(Map<String, String> path) {
        return type + variable.map(name -> path.getOrDefault(name, "")).orElse(id);
    }
}
