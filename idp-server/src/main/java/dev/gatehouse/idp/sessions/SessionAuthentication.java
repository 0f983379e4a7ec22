package dev.gatehouse.idp.sessions;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * From cookie to principal: puts the {@link SignedInPerson} whose session the browser is in into the security context.
 * There is no servlet session. What the cookie stood for stays with the request as {@link #lookup}.
 */
public final class SessionAuthentication extends HttpFilter {

    private static final long serialVersionUID = 1;
    private static final String LOOKUP = SessionLookup.class.getName();

    private final transient SessionCookie cookie;
    private final transient Sessions sessions;

    public SessionAuthentication(SessionCookie cookie, Sessions sessions) {
        this.cookie = cookie;
        this.sessions = sessions;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        SessionLookup lookup = cookie.read(request).map(sessions::find).orElseGet(SessionLookup.None::new);
        request.setAttribute(LOOKUP, lookup);
        if (lookup instanceof SessionLookup.Live(LiveSession live)) {
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(new SessionToken(new SignedInPerson(live)));
            SecurityContextHolder.setContext(context);
        }
        chain.doFilter(request, response);
    }

    /** What the request's cookie stands for. */
    public static SessionLookup lookup(HttpServletRequest request) {
        return request.getAttribute(LOOKUP) instanceof SessionLookup lookup ? lookup : new SessionLookup.None();
    }

    /** Who sent this request, if they are signed in. */
    public static Optional<SignedInPerson> person() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication instanceof SessionToken token ? Optional.of(token.getPrincipal()) : Optional.empty();
    }
}
