package dev.gatehouse.idp.audit.log;

import org.jspecify.annotations.Nullable;

/** The store did not acknowledge a group, or did not answer. */
public final class TrailStoreFailed extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final boolean mayBeStored;

    public TrailStoreFailed(String message, @Nullable Throwable cause, boolean mayBeStored) {
        super(message, cause);
        this.mayBeStored = mayBeStored;
    }

    /** Whether the group, or a prefix of it, may stand nevertheless. */
    public boolean mayBeStored() {
        return mayBeStored;
    }
}
