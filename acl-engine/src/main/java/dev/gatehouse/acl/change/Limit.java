package dev.gatehouse.acl.change;

/** The limits that a change may run into; {@link dev.gatehouse.acl.Limits} says how far each goes. */
public enum Limit {
    ROLE_DEPTH("roles-too-deep", "Roles are nested at most %d deep"),
    PARENTS("too-many-parents", "An object has at most %d parents above it"),
    CHANGES("too-many-changes", "A batch holds 1 to %d changes"),
    TYPES("too-many-types", "A workspace has at most %d object types"),
    RIGHTS("too-many-rights", "The types of a workspace declare at most %d names of rights"),
    BUILT_IN_RIGHTS("too-many-rights-of-type", "A built-in type has at most %d rights, those added to it included"),
    RIGHT_SETS("too-many-right-sets", "The entries of a workspace name at most %d different sets of rights"),
    ROLES("too-many-roles", "A workspace creates at most %d roles"),
    SUBJECTS("too-many-subjects", "A workspace names at most %d subjects"),
    OBJECTS("too-many-objects", "A workspace has at most %d objects"),
    ENTRIES("too-many-entries", "An object has at most %d entries");

    private final String code;
    private final String sentence;

    Limit(String code, String sentence) {
        this.code = code;
        this.sentence = sentence;
    }

    String code() {
        return code;
    }

    String sentence() {
        return sentence;
    }
}
