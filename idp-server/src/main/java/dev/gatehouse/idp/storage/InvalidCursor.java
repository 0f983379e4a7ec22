package dev.gatehouse.idp.storage;

/** A place to begin that no page of this query gave. It comes from a caller, so it is expected to be wrong at times. */
public final class InvalidCursor extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    public InvalidCursor(String message) {
        super(message);
    }
}
