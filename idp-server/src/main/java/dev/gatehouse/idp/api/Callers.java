package dev.gatehouse.idp.api;

/** Who may call a route. */
public enum Callers {
    /** Everybody, without credentials. Calls are not recorded: what is served is the same file for all. */
    ANYBODY,
    /** Everybody with credentials; the route itself asks what this one may. */
    AUTHENTICATED,
    /** A person, about their own account. */
    PERSON,
    /** Who has the right that the route takes, on the object that it is about. */
    PERMITTED
}
