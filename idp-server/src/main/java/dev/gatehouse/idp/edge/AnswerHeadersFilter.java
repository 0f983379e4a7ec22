package dev.gatehouse.idp.edge;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * The headers that every answer carries. A page replaces the content security policy by its own; a static file and
 * public metadata replace the caching.
 */
public final class AnswerHeadersFilter extends HttpFilter {

    /** For answers that no browser is meant to render. */
    static final String POLICY_OF_DATA =
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** Relying parties hold keys and metadata no longer than this, so a rotation is seen in time. */
    private static final String PUBLIC_METADATA_CACHING = "public, max-age=300";

    private static final long serialVersionUID = 1;

    private final boolean https;

    /**
     * Creates the filter.
     *
     * @param https whether the issuer is https, and stays so
     */
    public AnswerHeadersFilter(boolean https) {
        this.https = https;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (https) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains; preload");
        }
        setFixed(response);
        response.setHeader(
                "Cache-Control", PublicMetadata.isAt(request.getRequestURI()) ? PUBLIC_METADATA_CACHING : "no-store");
        chain.doFilter(request, response);
    }

    /** The headers that are the same whatever was asked. */
    static void setFixed(HttpServletResponse response) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        // "no-referrer" would make browsers send "Origin: null" with our own forms.
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Content-Security-Policy", POLICY_OF_DATA);
    }
}
