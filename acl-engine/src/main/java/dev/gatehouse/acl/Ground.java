package dev.gatehouse.acl;

import java.util.List;

/**
 * An entry that counts for a question, and how it does: from the subject to whom it is for, and from the object to the one
 * that it is on. Roles are written as the workspace of the question names them.
 *
 * @param entry one on an object of the path
 * @param way from the subject to {@link Entry#to}, each but the first a role that the one before is a direct member of,
 *     or everyone; one element when the entry names the subject
 * @param path from the object that was asked about to {@link Entry#object}, as far as entries were collected; the roots
 *     follow on the last that inherits no further
 */
public record Ground(Entry entry, List<Member> way, List<ObjectRef> path) {
    public Ground {
        way = List.copyOf(way);
        path = List.copyOf(path);
    }
}
