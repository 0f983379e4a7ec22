package dev.gatehouse.idp.edge;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Lets pages of other origins call: public metadata from anywhere, everything else from allowed origins alone, and
 * never with the browser's credentials. Pages that people see (sign-in, consent) answer no other origin at all.
 *
 * @see <a href="https://fetch.spec.whatwg.org/#http-cors-protocol">Fetch, CORS protocol</a>
 */
public final class CorsFilter extends HttpFilter {

    private static final long serialVersionUID = 1;

    /**
     * What the pages of clients call. Not introspection: only a client with a secret may ask, and no page can keep one.
     */
    private static final Set<String> PROTOCOL =
            Set.of("/oauth2/token", "/oauth2/revoke", "/oauth2/par", "/oauth2/device_authorization", "/userinfo");

    private final transient List<AllowedOrigins> allowedOrigins;

    /** An origin is allowed when one of these allows it. */
    public CorsFilter(List<AllowedOrigins> allowedOrigins) {
        this.allowedOrigins = List.copyOf(allowedOrigins);
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = request.getRequestURI();
        boolean anywhere = PublicMetadata.isAt(path);
        if (!anywhere && !isCallable(path)) {
            chain.doFilter(request, response);
            return;
        }
        if (!anywhere) {
            response.addHeader("Vary", "Origin");
        }
        String origin = request.getHeader("Origin");
        boolean allowed = origin != null && (anywhere || allowedOrigins.stream().anyMatch(some -> some.allows(origin)));
        if (origin != null && allowed) {
            response.setHeader("Access-Control-Allow-Origin", anywhere ? "*" : origin);
            response.setHeader(
                    "Access-Control-Expose-Headers",
                    "ETag, Gatehouse-Revision, Location, Retry-After, WWW-Authenticate, X-Request-ID");
        }
        if (origin == null || !isPreflight(request)) {
            chain.doFilter(request, response);
            return;
        }
        if (allowed) {
            response.setHeader("Access-Control-Allow-Methods", anywhere ? "GET" : "GET, POST, PUT, PATCH, DELETE");
            response.setHeader(
                    "Access-Control-Allow-Headers",
                    "Authorization, Content-Type, DPoP, Idempotency-Key, If-Match, If-None-Match, Last-Event-ID, X-Request-ID");
            response.setHeader("Access-Control-Max-Age", "600");
        }
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    private static boolean isCallable(String path) {
        return path.startsWith("/api/")
                || path.startsWith("/access/")
                || path.startsWith("/scim/")
                || PROTOCOL.contains(path);
    }

    private static boolean isPreflight(HttpServletRequest request) {
        return request.getMethod().equals("OPTIONS") && request.getHeader("Access-Control-Request-Method") != null;
    }
}
