package dev.gatehouse.idp.audit.log;

/** The store did not acknowledge a group. */
public final class AppendFailed extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final boolean mayBeStored;

    public AppendFailed(String message, Throwable cause, boolean mayBeStored) {
        super(message, cause);
        this.mayBeStored = mayBeStored;
    }

    /** Whether the group, or a prefix of it, may stand nevertheless. */
    public boolean mayBeStored() {
        return mayBeStored;
    }
}
