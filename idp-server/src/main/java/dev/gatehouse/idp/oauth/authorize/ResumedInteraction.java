package dev.gatehouse.idp.oauth.authorize;

import dev.gatehouse.idp.signin.Interactions;
import dev.gatehouse.idp.signin.SignInInteraction;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** Finds the interaction with which a browser comes back from a sign-in. */
final class ResumedInteraction extends HttpFilter {

    /** What a person is told whose interaction is not to be found. */
    static final String LOST =
            "This sign-in is over, or began in another browser. Go back to the application and try again.";

    private static final long serialVersionUID = 1;
    private static final String ATTRIBUTE = ResumedInteraction.class.getName();

    private final transient Interactions interactions;

    ResumedInteraction(Interactions interactions) {
        this.interactions = interactions;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        // Clients send unknown parameters, which are ignored: only a request without a client is one that comes back.
        if (request.getParameter("client_id") == null && request.getParameter(Interactions.PARAMETER) != null) {
            Optional<SignInInteraction> interaction =
                    interactions.resume(request, response).filter(found -> found.request() != null);
            if (interaction.isEmpty()) {
                response.sendError(HttpServletResponse.SC_BAD_REQUEST, LOST);
                return;
            }
            request.setAttribute(ATTRIBUTE, interaction.get());
        }
        chain.doFilter(request, response);
    }

    static Optional<SignInInteraction> of(HttpServletRequest request) {
        return Optional.ofNullable((SignInInteraction) request.getAttribute(ATTRIBUTE));
    }
}
