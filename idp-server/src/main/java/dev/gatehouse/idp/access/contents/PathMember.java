package dev.gatehouse.idp.access.contents;

import dev.gatehouse.idp.api.Members;

/** A member of a representation that the path says already: it may come back as it was read, and cannot be changed. */
final class PathMember {

    private static final int LONGEST = 1_024;

    private PathMember() {}

    static void check(Members members, String name, String path) {
        members.verbatim(name, LONGEST)
                .filter(written -> !written.equals(path))
                .ifPresent(other -> members.violation(name, "read-only", "is not what the path names"));
    }
}
