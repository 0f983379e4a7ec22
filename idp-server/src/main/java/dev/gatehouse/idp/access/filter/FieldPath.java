package dev.gatehouse.idp.access.filter;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where documents keep their lists: {@code acl}, {@code meta.permissions}. No segment is empty, a number (a place in an
 * array) or an operator.
 */
public record FieldPath(String value) {

    public static final int LONGEST = 200;

    private static final String SEGMENT = "[\\p{L}_][\\p{L}\\p{Nd}_-]*";
    private static final Pattern PATH = Pattern.compile(SEGMENT + "(?:\\." + SEGMENT + ")*");

    public static final FieldPath DEFAULT = new FieldPath("acl");

    public FieldPath {
        if (!isPath(value)) {
            throw new IllegalArgumentException("A field is 1 to " + LONGEST
                    + " characters: names of letters, digits, _ and -, with dots between, none begun by a digit");
        }
    }

    /** The path that callers write so. */
    public static Optional<FieldPath> parse(String text) {
        return isPath(text) ? Optional.of(new FieldPath(text)) : Optional.empty();
    }

    private static boolean isPath(String text) {
        return text.length() <= LONGEST && PATH.matcher(text).matches();
    }

    String member(String name) {
        return value + "." + name;
    }
}
