package dev.gatehouse.idp.clients;

/** Where a client came from. */
public enum ClientKind {
    /** Ours, there from the first start: {@code webapp}, {@code agent}, {@code openapi}. */
    BUILT_IN,
    /** Registered through the admin API. */
    REGISTERED,
    /** Automation's way in, created from the settings of the first start. */
    BOOTSTRAP
}
