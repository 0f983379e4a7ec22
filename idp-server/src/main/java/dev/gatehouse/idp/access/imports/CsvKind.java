package dev.gatehouse.idp.access.imports;

import java.util.List;
import java.util.Set;

/** One of the three lists that a CSV file may be; the names in its first line say which. */
record CsvKind(List<String> required, List<String> optional) {

    static final CsvKind ROLES = new CsvKind(List.of("role", "member"), List.of());
    static final CsvKind ENTRIES = new CsvKind(List.of("object", "effect", "to", "rights"), List.of("expiresAt"));
    static final CsvKind OBJECTS = new CsvKind(List.of("object", "parent"), List.of("inherit"));

    CsvKind {
        required = List.copyOf(required);
        optional = List.copyOf(optional);
    }

    /** The kind that some of the names belong to alone. */
    static CsvKind of(Set<String> names) throws ReadingStopped {
        if (names.contains("role") || names.contains("member")) {
            return ROLES;
        }
        if (names.contains("effect") || names.contains("to") || names.contains("rights")) {
            return ENTRIES;
        }
        if (names.contains("object")) {
            return OBJECTS;
        }
        throw refused("does not name the columns of a list: role,member or object,effect,to,rights,expiresAt or"
                + " object,parent,inherit");
    }

    void check(List<String> names) throws ReadingStopped {
        for (String name : required) {
            if (!names.contains(name)) {
                throw refused("has no column " + name);
            }
        }
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (!required.contains(name) && !optional.contains(name)) {
                throw refused("has a column that is not taken beside " + required.getFirst() + ": column " + (i + 1)
                        + ", " + shown(name));
            }
            if (names.indexOf(name) < i) {
                throw refused("has the column " + name + " twice");
            }
        }
    }

    private static String shown(String name) {
        String printable = name.codePoints()
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .limit(100)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return printable.isEmpty() ? "without a name" : printable;
    }

    private static ReadingStopped refused(String fault) {
        return new ReadingStopped("invalid-header", "The first line " + fault);
    }
}
