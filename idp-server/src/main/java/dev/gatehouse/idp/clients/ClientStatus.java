package dev.gatehouse.idp.clients;

/** Whether a client may act. */
public enum ClientStatus {
    ACTIVE,
    /** It authenticates nowhere until it is enabled again. */
    DISABLED,
    /** A tombstone: it keeps the id from being given to another client. */
    DELETED
}
