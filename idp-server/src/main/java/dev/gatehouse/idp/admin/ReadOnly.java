package dev.gatehouse.idp.admin;

import dev.gatehouse.idp.api.Members;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Members that may come back in a patch as they were read, so that a caller can send what it got, but not changed. */
final class ReadOnly {

    private ReadOnly() {}

    /** Takes read-only members out of the patched representation; a changed one is a violation. */
    static void check(Members members, ObjectNode before, ObjectNode patched, Set<String> names) {
        for (String name : names) {
            members.skip(name);
            if (!Objects.equals(before.get(name), patched.get(name))) {
                members.violation(name, "read-only", "cannot be changed here");
            }
        }
    }
}
