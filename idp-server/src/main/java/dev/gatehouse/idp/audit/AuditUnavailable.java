package dev.gatehouse.idp.audit;

import org.jspecify.annotations.Nullable;

/** The record could not be made durable, so the request is refused with 503 and nothing has changed. */
public class AuditUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1;

    public AuditUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
