package dev.gatehouse.idp.audit;

import org.jspecify.annotations.Nullable;

/** The record could not be made durable, so the request is refused with 503 and nothing has changed. */
public class AuditUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String code;

    public AuditUnavailable(String message, @Nullable Throwable cause) {
        this("audit-unavailable", message, cause);
    }

    AuditUnavailable(String code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** The trail's disk is nearly full, so it takes no more records. */
    public static AuditUnavailable diskFull(String message) {
        return new AuditUnavailable("audit-disk-full", message, null);
    }

    /** The stable code of the problem that the caller is told. */
    public final String code() {
        return code;
    }
}
