package dev.gatehouse.idp.access.imports;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The lines of a body, read one at a time. No more than one line is kept. */
interface Lines {

    /**
     * Reads what stands before the first line; to be called first.
     *
     * @throws ReadingStopped when this is no such list
     */
    void begin() throws IOException;

    /**
     * The next line; null behind the last.
     *
     * @throws ReadingStopped when there is something that cannot be read, and so nothing behind it
     * @throws IOException when the body does not come to its end
     */
    @Nullable Line next() throws IOException;

    /** The number of the line that {@link #next} reads, or could not read. */
    long at();
}
