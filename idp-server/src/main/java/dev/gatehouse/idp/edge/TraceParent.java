package dev.gatehouse.idp.edge;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The trace that a request belongs to.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/#traceparent-header">W3C Trace Context, traceparent</a>
 */
final class TraceParent {

    static final String HEADER = "traceparent";

    private static final Pattern FORMAT =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");

    private TraceParent() {}

    static @Nullable String traceId(@Nullable String header) {
        if (header == null) {
            return null;
        }
        Matcher matcher = FORMAT.matcher(header);
        return matcher.matches() ? matcher.group(1) : null;
    }
}
