package dev.gatehouse.idp.audit.log;

import org.jspecify.annotations.Nullable;

/** A record is not durable, and will not be taken for one that was answered. */
public final class TrailUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1;

    public TrailUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
