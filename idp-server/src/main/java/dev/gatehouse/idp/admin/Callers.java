package dev.gatehouse.idp.admin;

/** Who may call a route. */
enum Callers {
    /** Everybody, without credentials. Calls are not recorded: what is served is the same file for all. */
    ANYBODY,
    /** A person, about their own account. */
    PERSON,
    /** Whom the access policy lets administer. */
    ADMINISTRATORS
}
