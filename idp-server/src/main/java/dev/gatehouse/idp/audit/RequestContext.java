package dev.gatehouse.idp.audit;

import org.jspecify.annotations.Nullable;

/**
 * What the trail needs to know of the request in whose course something happens. Bound once by the outermost filter;
 * outside a request {@link #none()} is in force.
 *
 * @param requestId the caller's {@code X-Request-ID}, or one of ours
 * @param address the peer's address, or what a declared trusted proxy says it is
 * @param traceId the W3C trace id, if the request carries one
 */
public record RequestContext(
        String requestId,
        @Nullable String address,
        @Nullable String userAgent,
        @Nullable String traceId) {

    public static final ScopedValue<RequestContext> CURRENT = ScopedValue.newInstance();

    private static final RequestContext NONE = new RequestContext("", null, null, null);

    public static RequestContext none() {
        return NONE;
    }

    public static RequestContext current() {
        return CURRENT.orElse(NONE);
    }
}
