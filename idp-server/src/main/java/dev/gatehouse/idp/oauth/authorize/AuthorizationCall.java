package dev.gatehouse.idp.oauth.authorize;

import dev.gatehouse.idp.sessions.SessionAuthentication;
import dev.gatehouse.idp.sessions.SignedInPerson;
import dev.gatehouse.idp.signin.SignInInteraction;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** A call of the authorization endpoint on its way through Spring's filter, and then what it came to. */
final class AuthorizationCall extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1;

    private final transient RequestParameters parameters;
    private final transient Optional<SignInInteraction> interaction;
    private final transient Optional<SignedInPerson> person;
    private final boolean post;
    private final transient @Nullable AuthorizationOutcome outcome;

    private AuthorizationCall(
            RequestParameters parameters,
            Optional<SignInInteraction> interaction,
            Optional<SignedInPerson> person,
            boolean post,
            @Nullable AuthorizationOutcome outcome) {
        super(List.of());
        this.parameters = parameters;
        this.interaction = interaction;
        this.person = person;
        this.post = post;
        this.outcome = outcome;
    }

    /** The call as it came; one that names an interaction has that one's parameters. */
    static AuthorizationCall of(HttpServletRequest request) {
        Optional<SignInInteraction> interaction = ResumedInteraction.of(request);
        RequestParameters parameters = interaction
                .map(SignInInteraction::request)
                .map(pending -> RequestParameters.kept(pending.parameters()))
                .orElseGet(() -> RequestParameters.of(request.getParameterMap()));
        boolean post = request.getMethod().equals("POST");
        return new AuthorizationCall(parameters, interaction, SessionAuthentication.person(), post, null);
    }

    /** The same call with other parameters: those that its client pushed. */
    AuthorizationCall with(RequestParameters other) {
        return new AuthorizationCall(other, interaction, person, post, outcome);
    }

    AuthorizationCall cameTo(AuthorizationOutcome result) {
        return new AuthorizationCall(parameters, interaction, person, post, result);
    }

    RequestParameters parameters() {
        return parameters;
    }

    Optional<SignInInteraction> interaction() {
        return interaction;
    }

    Optional<SignedInPerson> person() {
        return person;
    }

    /** Whether this may be a form of another site, which comes without our cookies. */
    boolean mayLackCookies() {
        return post && person.isEmpty();
    }

    AuthorizationOutcome outcome() {
        if (outcome == null) {
            throw new IllegalStateException("nothing was decided yet");
        }
        return outcome;
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public Object getPrincipal() {
        return person.map(SignedInPerson::getName).orElse("");
    }
}
