package dev.gatehouse.idp.pages;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpStatus;

/**
 * Lets a form through that one of our pages gave to this browser, and nothing else that changes state. Comes after the
 * session's authentication.
 *
 * <p>Two lines of defence: what the browser says of the request's origin, and the form's token. Neither is enough alone:
 * old browsers say nothing, and a token could leak.
 */
public final class FormProtection extends HttpFilter {

    private static final long serialVersionUID = 1;
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final transient FormTokens tokens;
    private final transient Pages pages;
    private final String origin;

    public FormProtection(FormTokens tokens, Pages pages, URI issuer) {
        this.tokens = tokens;
        this.pages = pages;
        this.origin = issuer.getScheme() + "://" + issuer.getAuthority();
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (SAFE.contains(request.getMethod()) || (isFromHere(request) && tokens.accepts(request))) {
            chain.doFilter(request, response);
            return;
        }
        Language language = Language.choose(List.of(), request.getHeader("Accept-Language"));
        pages.write(
                response,
                Page.of("message", language, language.text("formRefused"))
                        .status(HttpStatus.FORBIDDEN)
                        .with("lead", language.text("formRefusedLead"))
                        .with("href", tryAgain(request))
                        .with("link", language.text("tryAgain"))
                        .with("requestId", ""));
    }

    /** A browser that says where the request comes from (Fetch Metadata, RFC 6454) is believed when it says elsewhere. */
    private boolean isFromHere(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin") || site.equals("none");
        }
        String sent = request.getHeader("Origin");
        return sent == null || sent.equals(origin);
    }

    /** The page that the form was on: the same path, with the query that it was sent with. */
    private static String tryAgain(HttpServletRequest request) {
        String path = request.getRequestURI();
        if (!path.startsWith("/login")) {
            return "/account/";
        }
        String query = request.getQueryString();
        return query == null ? path : path + "?" + query;
    }
}
