package dev.gatehouse.idp.storage;

/**
 * The id of the audit event that announced a write. Recovery finds by it whether the write happened.
 */
public record ChangeId(String value) {

    private static final ChangeId UNANNOUNCED = new ChangeId("");

    /** For writes that no event announces: bookkeeping that changes nothing anyone may do. */
    public static ChangeId unannounced() {
        return UNANNOUNCED;
    }
}
