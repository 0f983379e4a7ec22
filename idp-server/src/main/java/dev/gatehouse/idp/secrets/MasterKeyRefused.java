package dev.gatehouse.idp.secrets;

import org.jspecify.annotations.Nullable;

/** The server cannot start with the master key that it was given, or without one. The message says what to do. */
public final class MasterKeyRefused extends RuntimeException {

    private static final long serialVersionUID = 1;

    public MasterKeyRefused(String message) {
        this(message, null);
    }

    public MasterKeyRefused(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
