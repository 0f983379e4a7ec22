package dev.gatehouse.idp.api;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The object that a route is about, as its {@link Operation} writes it: {@code clients:all}, or {@code client:{id}} where
 * the path says which.
 *
 * @param variable of the path; null when it is always the same object
 */
record RouteObject(String type, String id, Optional<String> variable) {

    private static final Pattern WRITTEN = Pattern.compile("([a-z-]+):(?:([a-z-]+)|\\{([a-z]+)})");

    static RouteObject parse(String written) {
        Matcher matcher = WRITTEN.matcher(written);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("an object is written type:id or type:{variable}, not " + written);
        }
        return new RouteObject(
                matcher.group(1),
                Optional.ofNullable(matcher.group(2)).orElse(""),
                Optional.ofNullable(matcher.group(3)));
    }

    /** The object of a call whose path has these values. */
    String in(Map<String, String> path) {
        return type + ":" + variable.map(name -> path.getOrDefault(name, "")).orElse(id);
    }
}
