package dev.gatehouse.idp.pages;

import dev.gatehouse.idp.secrets.KeyPurpose;
import dev.gatehouse.idp.secrets.KeyedHash;
import dev.gatehouse.idp.sessions.SessionAuthentication;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * The tokens that our forms carry, so that no other site can send them (signed double submit).
 *
 * <p>A token is a keyed hash over the browser's cookie and, on pages of a signed-in person, their session: it cannot be
 * made without our key, is worth nothing in another browser, and dies with the session. Sign-in forms are bound to the
 * browser alone, so that signing in within one tab does not break the form in another.
 */
public final class FormTokens {

    /** The name of the form field. */
    public static final String FIELD = "csrf";

    private final BrowserCookie browsers;
    private final KeyedHash hash;

    public FormTokens(BrowserCookie browsers, KeyedHash hash) {
        this.browsers = browsers;
        this.hash = hash;
    }

    /** The token for the forms of a page that answers this request. */
    public String issue(HttpServletRequest request, HttpServletResponse response) {
        return token(browsers.ensure(request, response), scope(request));
    }

    /** Whether the form that was sent was one of ours, given to this browser. */
    boolean accepts(HttpServletRequest request) {
        String sent = request.getParameter(FIELD);
        return sent != null
                && browsers.read(request)
                        .filter(browser -> hash.matches(KeyPurpose.CSRF, subject(browser, scope(request)), sent))
                        .isPresent();
    }

    private String token(String browser, String scope) {
        return hash.of(KeyPurpose.CSRF, subject(browser, scope));
    }

    private static String subject(String browser, String scope) {
        return browser + ":" + scope;
    }

    private static String scope(HttpServletRequest request) {
        String path = request.getServletPath();
        if (path.equals("/login") || path.startsWith("/login/")) {
            return "sign-in";
        }
        return SessionAuthentication.person()
                .map(person -> "session:" + person.session().sid().value())
                .orElse("nobody");
    }
}
