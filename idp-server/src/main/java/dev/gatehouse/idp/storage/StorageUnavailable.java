package dev.gatehouse.idp.storage;

import org.jspecify.annotations.Nullable;

/** The store could not answer: its environment is broken, not the request. */
public final class StorageUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final boolean mayHaveHappened;

    public StorageUnavailable(String message, @Nullable Throwable cause, boolean mayHaveHappened) {
        super(message, cause);
        this.mayHaveHappened = mayHaveHappened;
    }

    /** Whether a write may stand although it was not acknowledged. */
    public boolean mayHaveHappened() {
        return mayHaveHappened;
    }
}
