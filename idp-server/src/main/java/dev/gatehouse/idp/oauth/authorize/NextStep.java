package dev.gatehouse.idp.oauth.authorize;

import dev.gatehouse.idp.clients.ClientKind;
import dev.gatehouse.idp.grants.Consents;
import dev.gatehouse.idp.sessions.SignInMethod;
import dev.gatehouse.idp.sessions.SignedInPerson;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a valid request still needs: nothing, a sign-in, a consent; or why it gets nothing.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#Authenticates">OpenID Connect Core 1.0 sections
 *     3.1.2.3</a> and 3.1.2.4
 */
sealed interface NextStep {

    /** The person has to prove who they are, again or for the first time. */
    record SignIn() implements NextStep {}

    /** The person has to be asked. */
    record Consent(AuthorizationRequest request, SignedInPerson person) implements NextStep {}

    /** Everything is there. */
    record Grant(SignedInPerson person) implements NextStep {}

    record Refuse(Refusal refusal) implements NextStep {}

    /** The levels that a sign-in here can reach; {@code acr_values_supported}. */
    List<String> REACHABLE = List.of(SignInMethod.PASSWORD.acr());

    /**
     * Decides.
     *
     * @param requestedAt when the request came; a sign-in since then is fresh
     */
    static NextStep of(
            AuthorizationRequest request,
            Optional<SignedInPerson> signedIn,
            Consents consents,
            Instant requestedAt,
            Instant now) {
        // "If this is an Essential Claim and the requirement cannot be met, then the Authorization Server MUST treat
        // that
        // outcome as a failed authentication attempt" (section 5.5.1.1).
        if (!acceptable(request, REACHABLE)) {
            return unmet();
        }
        Optional<SignedInPerson> person =
                signedIn.filter(one -> request.demands().satisfiedBy(one.session(), requestedAt, now));
        if (person.isEmpty()) {
            return request.asks(Prompt.NONE)
                    ? refuse("login_required", "nobody is signed in, or not freshly enough")
                    : new SignIn();
        }
        // "The Authorization Server MUST NOT reply with an ID Token or Access Token for a different user, even if they
        // have an active session with the Authorization Server" (section 3.1.2.2).
        if (request.hintedSubject() != null
                && !request.hintedSubject().equals(person.get().getName())) {
            return refuse("login_required", "another person is signed in");
        }
        if (!acceptable(request, List.of(person.get().session().method().acr()))) {
            return unmet();
        }
        if (asksForConsent(request, person.get(), consents, requestedAt)) {
            return request.asks(Prompt.NONE)
                    ? refuse("consent_required", "the person has to be asked")
                    : new Consent(request, person.get());
        }
        return new Grant(person.get());
    }

    /** Whether one of these levels does: any does, unless the client insists on certain ones. */
    private static boolean acceptable(AuthorizationRequest request, List<String> levels) {
        return request.claims()
                .ofIdToken("acr")
                .filter(wish -> wish.essential() && !wish.values().isEmpty())
                .map(wish -> wish.values().stream().anyMatch(levels::contains))
                .orElse(true);
    }

    /**
     * Clients of ours never ask. Others ask when they are registered so, when they want to, and for
     * {@code offline_access}, which nobody gives unasked (section 11); once given, a consent is remembered, and only
     * {@code prompt=consent} wants one that is newer than the request.
     */
    private static boolean asksForConsent(
            AuthorizationRequest request, SignedInPerson person, Consents consents, Instant requestedAt) {
        if (request.client().kind() == ClientKind.BUILT_IN) {
            return false;
        }
        boolean anew = request.asks(Prompt.CONSENT);
        boolean needed =
                anew || request.client().consentRequired() || request.scopes().contains(ParameterRules.OFFLINE_ACCESS);
        return needed
                && consents.find(person.getName(), request.client().id())
                        .filter(given -> given.covers(request.agreedScopes(), request.resources()))
                        .filter(given -> !anew || !given.changedAt().isBefore(requestedAt))
                        .isEmpty();
    }

    private static NextStep unmet() {
        return refuse("unmet_authentication_requirements", "no sign-in here reaches the acr that is essential");
    }

    private static NextStep refuse(String error, String description) {
        return new Refuse(new Refusal(error, description));
    }
}
