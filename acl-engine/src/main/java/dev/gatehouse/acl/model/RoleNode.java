package dev.gatehouse.acl.model;

/**
 * A role that exists, by its number among all that were ever created.
 *
 * @param created the position of the record that created it
 * @param parents the roles that it is a direct member of
 * @param children the roles that are direct members of it
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, written to by nobody
record RoleNode(String name, long created, int[] parents, int[] children) {

    RoleNode withParents(int[] next) {
        return new RoleNode(name, created, next, children);
    }

    RoleNode withChildren(int[] next) {
        return new RoleNode(name, created, parents, next);
    }
}
