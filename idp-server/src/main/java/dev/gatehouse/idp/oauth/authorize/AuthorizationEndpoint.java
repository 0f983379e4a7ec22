package dev.gatehouse.idp.oauth.authorize;

import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.clients.Clients;
import dev.gatehouse.idp.grants.AuthorizationCodes;
import dev.gatehouse.idp.grants.Consents;
import dev.gatehouse.idp.grants.PushedRequests;
import dev.gatehouse.idp.oauth.ExactPath;
import dev.gatehouse.idp.oauth.ResourceIndicators;
import dev.gatehouse.idp.sessions.SessionAuthentication;
import dev.gatehouse.idp.signin.Interactions;
import dev.gatehouse.idp.tokens.IdTokenHints;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.security.oauth2.server.authorization.web.OAuth2AuthorizationEndpointFilter;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;

/**
 * The authorization endpoint: a chain of the session, the interaction that comes back, and Spring's endpoint filter with
 * our decisions. Everybody may call it; what follows is decided from the request.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-3.1">RFC 6749 section 3.1</a>
 */
public final class AuthorizationEndpoint {

    public static final String PATH = "/oauth2/authorize";

    /** The levels that a sign-in here can reach. */
    public static final List<String> REACHABLE_ACR = NextStep.REACHABLE;

    private final RequestValidation validation;
    private final AuthorizationDecisions decisions;
    private final Interactions interactions;

    public AuthorizationEndpoint(
            String issuer,
            Clients clients,
            IdTokenHints hints,
            Interactions interactions,
            AuthorizationCodes codes,
            PushedRequests pushed,
            Consents consents,
            AuditTrail trail,
            SecureRandom random,
            Clock clock) {
        this.validation = new RequestValidation(clients, new ParameterRules(new ResourceIndicators(issuer), hints));
        this.decisions = new AuthorizationDecisions(
                issuer, validation, pushed, consents, new CodeIssuer(codes, trail, random, clock), clock);
        this.interactions = interactions;
    }

    /** What is wrong with a request that a client pushes; it will be asked again when the request is made. */
    public Optional<Refusal> refusal(RequestParameters parameters) {
        return switch (validation.validate(parameters)) {
            case Validation.Valid valid -> Optional.empty();
            case Validation.Refused refused -> Optional.of(refused.refusal());
            case Validation.Unanswerable(Refusal refusal) -> Optional.of(refusal);
        };
    }

    AuthorizationDecisions decisions() {
        return decisions;
    }

    /** {@code /oauth2/authorize}. */
    public SecurityFilterChain chain(SessionAuthentication sessions) {
        var filter = new OAuth2AuthorizationEndpointFilter(decisions, PATH);
        filter.setAuthenticationDetailsSource(request -> "");
        filter.setAuthenticationConverter(AuthorizationCall::of);
        filter.setAuthenticationSuccessHandler(new AuthorizationAnswer(interactions));
        return new DefaultSecurityFilterChain(
                new ExactPath(PATH), sessions, new ResumedInteraction(interactions), filter);
    }
}
