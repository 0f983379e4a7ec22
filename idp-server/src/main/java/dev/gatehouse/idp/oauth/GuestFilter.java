package dev.gatehouse.idp.oauth;

import dev.gatehouse.idp.tokens.Caller;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;

/**
 * Makes the guest the caller of a request without credentials. Stands behind the filters that read credentials and refuse
 * bad ones, so that those never become the guest.
 *
 * <p>The guest could be somebody who only has to say so: what it may not do is answered like a call without credentials,
 * 401 with a challenge (RFC 9110 section 15.5.2), wherever below it was found.
 */
public final class GuestFilter extends HttpFilter {

    private static final long serialVersionUID = 1;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getAttribute(Caller.class.getName()) != null) {
            chain.doFilter(request, response);
            return;
        }
        request.setAttribute(Caller.class.getName(), Caller.GUEST);
        chain.doFilter(request, response);
        if (response.getStatus() == HttpStatus.FORBIDDEN.value()) {
            response.resetBuffer();
            BearerTokenFilter.challenge(response);
        }
    }
}
