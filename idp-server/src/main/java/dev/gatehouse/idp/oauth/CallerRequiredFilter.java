package dev.gatehouse.idp.oauth;

import dev.gatehouse.idp.tokens.Caller;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Refuses requests that no filter before it found a caller for, except to what is open to all. */
public final class CallerRequiredFilter extends HttpFilter {

    private static final long serialVersionUID = 1;

    private final transient RequestMatcher open;
    private final String[] otherChallenges;

    /**
     * Takes what is open to all.
     *
     * @param otherChallenges the ways to authenticate beside a bearer token (RFC 9110 section 11.6.1)
     */
    public CallerRequiredFilter(RequestMatcher open, String... otherChallenges) {
        this.open = open;
        this.otherChallenges = otherChallenges.clone();
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getAttribute(Caller.class.getName()) == null && !open.matches(request)) {
            BearerTokenFilter.challenge(response, otherChallenges);
        } else {
            chain.doFilter(request, response);
        }
    }
}
