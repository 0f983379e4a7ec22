package dev.gatehouse.idp.access.imports;

import java.io.IOException;

/** A body cannot be read beyond some line, though its sender may still be there; the message says why. */
final class ReadingStopped extends IOException {

    private static final long serialVersionUID = 1;

    private final String code;

    ReadingStopped(String code, String message) {
        super(message);
        this.code = code;
    }

    String code() {
        return code;
    }

    String detail() {
        return String.valueOf(getMessage());
    }

    /** Libraries wrap what their source throws. */
    static IOException unwrapped(RuntimeException thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException failed) {
                return failed;
            }
        }
        throw thrown;
    }
}
