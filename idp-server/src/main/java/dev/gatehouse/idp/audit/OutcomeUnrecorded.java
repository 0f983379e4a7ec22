package dev.gatehouse.idp.audit;

import org.jspecify.annotations.Nullable;

/** The change may stand, but its outcome is not on record yet; recovery closes the intent. */
public final class OutcomeUnrecorded extends AuditUnavailable {

    private static final long serialVersionUID = 1;

    public OutcomeUnrecorded(String message, @Nullable Throwable cause) {
        super("OUTCOME_UNRECORDED", message, cause);
    }
}
