package dev.gatehouse.idp.api;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * An answer that is too long to hold back until it is whole. The controller gives it with {@link Answers#streamed}; it is
 * written on the thread of the call, after the call is on record ({@link CallRecords}).
 */
public interface StreamedAnswer extends AutoCloseable {

    /** Writes the answer, with its headers. Called once at most; not at all when the call cannot be put on record. */
    void write(HttpServletResponse response) throws IOException;

    /** Gives back what the answer holds. Called once, whether or not it was written. */
    @Override
    void close();
}
