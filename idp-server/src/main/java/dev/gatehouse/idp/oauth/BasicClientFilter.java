package dev.gatehouse.idp.oauth;

import dev.gatehouse.idp.api.CallFacts;
import dev.gatehouse.idp.edge.ProblemDetails;
import dev.gatehouse.idp.oauth.PresentedCredentials.Secret;
import dev.gatehouse.idp.tokens.Admittance;
import dev.gatehouse.idp.tokens.Caller;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/**
 * Authenticates the caller of the decision API by a client's id and secret, as the token endpoint does, where a request
 * has HTTP Basic credentials; every other request passes on without a caller.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7617">RFC 7617</a>
 */
public final class BasicClientFilter extends HttpFilter {

    /** RFC 7617 section 2.1: credentials are UTF-8. */
    public static final String CHALLENGE = "Basic realm=\"gatehouse\", charset=\"UTF-8\"";

    private static final long serialVersionUID = 1;
    private static final String INVALID = "invalid-client";

    private final transient ClientAuthenticator authenticator;

    BasicClientFilter(ClientAuthenticator authenticator) {
        this.authenticator = authenticator;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        List<String> headers = Collections.list(request.getHeaders("Authorization"));
        if (headers.size() != 1 || !BasicCredentials.isIn(headers.getFirst())) {
            chain.doFilter(request, response);
            return;
        }
        try {
            Secret presented = BasicCredentials.read(headers.getFirst());
            AuthenticatedClient client = authenticator.bySecret(presented);
            request.setAttribute(Caller.class.getName(), Caller.of(client.client()));
            request.setAttribute(Admittance.class.getName(), admittance(presented));
        } catch (ProtocolException refused) {
            refuse(refused.error(), response);
            return;
        }
        chain.doFilter(request, response);
    }

    /** Asks again about a secret that let its client in. */
    private Admittance admittance(Secret presented) {
        return () -> {
            try {
                authenticator.bySecret(presented);
                return Optional.empty();
            } catch (ProtocolException refused) {
                return Optional.of(INVALID);
            }
        };
    }

    /** The same text whatever is wrong; the record names the client that somebody claimed to be. */
    private static void refuse(ProtocolError error, HttpServletResponse response) throws IOException {
        if (!error.client().isEmpty()) {
            CallFacts.claimedClient(error.client());
        }
        response.setHeader("WWW-Authenticate", CHALLENGE);
        ProblemDetails.write(response, HttpStatus.UNAUTHORIZED, INVALID, "The client's credentials are not valid.");
    }
}
