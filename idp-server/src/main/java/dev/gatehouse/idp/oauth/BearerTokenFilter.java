package dev.gatehouse.idp.oauth;

import dev.gatehouse.idp.clients.Client;
import dev.gatehouse.idp.edge.ProblemDetails;
import dev.gatehouse.idp.oauth.BearerTokens.Admission;
import dev.gatehouse.idp.tokens.Admittance;
import dev.gatehouse.idp.tokens.Caller;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Enumeration;
import org.springframework.http.HttpStatus;

/**
 * Authenticates the caller of an API of ours by its access token, as {@link BearerTokens} says. A request without
 * credentials passes on without a caller; one with bad credentials does not. The {@link Caller} and their {@link
 * Admittance} are attributes of the request, under the names of their classes.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750">RFC 6750</a>
 */
public final class BearerTokenFilter extends HttpFilter {

    private static final long serialVersionUID = 1;
    private static final String CHALLENGE = "Bearer realm=\"gatehouse\"";
    private static final String SCHEME = "Bearer ";

    /** What programs of the outside know a suspension by. */
    static final String SUSPENDED = "ACCOUNT_SUSPENDED";

    /** This node has not heard of revocations lately. */
    static final String UNTOLD = "revocation-view-too-old";

    private final transient BearerTokens tokens;

    public BearerTokenFilter(BearerTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Enumeration<String> headers = request.getHeaders("Authorization");
        if (!headers.hasMoreElements() || request.getAttribute(Caller.class.getName()) != null) {
            chain.doFilter(request, response);
            return;
        }
        String header = headers.nextElement();
        if (headers.hasMoreElements()) {
            refuse(response, HttpStatus.BAD_REQUEST, "invalid_request", "There is more than one Authorization header.");
        } else if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            refuse(response, HttpStatus.UNAUTHORIZED, "invalid_token", "This API takes bearer tokens.");
        } else {
            authenticate(header.substring(SCHEME.length()).strip(), request, response, chain);
        }
    }

    private void authenticate(
            String presented, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        switch (tokens.admit(presented)) {
            case Admission.Admitted(Caller caller) -> {
                request.setAttribute(Caller.class.getName(), caller);
                request.setAttribute(Admittance.class.getName(), tokens.admittance(presented));
                chain.doFilter(request, response);
            }
            case Admission.Suspended(Caller caller) -> {
                request.setAttribute(Caller.class.getName(), caller);
                ProblemDetails.write(response, HttpStatus.FORBIDDEN, SUSPENDED, "The account is suspended.");
            }
            case Admission.Invalid invalid -> refuseToken(response);
            case Admission.OfAnotherAudience other ->
                refuse(response, HttpStatus.UNAUTHORIZED, "invalid_token", "The access token is for another audience.");
            case Admission.LacksScope lacking ->
                refuse(
                        response,
                        HttpStatus.FORBIDDEN,
                        "insufficient_scope",
                        "The access token lacks the scope gatehouse.");
            case Admission.Unknown unknown -> unavailable(response);
        }
    }

    private static void refuseToken(HttpServletResponse response) throws IOException {
        refuse(response, HttpStatus.UNAUTHORIZED, "invalid_token", "The access token is not valid.");
    }

    /** RFC 6750 section 3: the challenge names the error, and for a missing scope the scope. */
    private static void refuse(HttpServletResponse response, HttpStatus status, String error, String detail)
            throws IOException {
        String scope = status == HttpStatus.FORBIDDEN ? ", scope=\"" + Client.GATEHOUSE_SCOPE + "\"" : "";
        response.setHeader("WWW-Authenticate", CHALLENGE + ", error=\"" + error + "\"" + scope);
        ProblemDetails.write(response, status, error.replace('_', '-'), detail);
    }

    /** RFC 6750 section 3.1: without any credentials the challenge SHOULD NOT name an error. */
    static void challenge(HttpServletResponse response, String... others) throws IOException {
        response.setHeader("WWW-Authenticate", CHALLENGE);
        for (String other : others) {
            response.addHeader("WWW-Authenticate", other);
        }
        ProblemDetails.write(response, HttpStatus.UNAUTHORIZED, "unauthenticated", "This API needs an access token.");
    }

    private static void unavailable(HttpServletResponse response) throws IOException {
        response.setHeader("Retry-After", "2");
        ProblemDetails.write(
                response,
                HttpStatus.SERVICE_UNAVAILABLE,
                UNTOLD,
                "This server cannot tell at the moment whether the access token was revoked.");
    }
}
