package dev.gatehouse.idp.oauth.authorize;

import dev.gatehouse.idp.grants.Consents;
import dev.gatehouse.idp.grants.PushedRequests;
import dev.gatehouse.idp.grants.PushedRequests.PushedRequest;
import dev.gatehouse.idp.oauth.authorize.AuthorizationOutcome.AskConsent;
import dev.gatehouse.idp.oauth.authorize.AuthorizationOutcome.ComeAgain;
import dev.gatehouse.idp.oauth.authorize.AuthorizationOutcome.Respond;
import dev.gatehouse.idp.oauth.authorize.AuthorizationOutcome.ShowError;
import dev.gatehouse.idp.oauth.authorize.AuthorizationOutcome.SignIn;
import dev.gatehouse.idp.sessions.SignedInPerson;
import dev.gatehouse.idp.signin.SignInInteraction;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;

/** Decides what a call of the authorization endpoint comes to. Everything final is on record before it is answered. */
final class AuthorizationDecisions implements AuthenticationManager {

    private static final Refusal SPENT_REQUEST_URI = new Refusal(
            "invalid_request_uri",
            "The request has expired or was used already. Go back to the application and try again.");

    private final String issuer;
    private final RequestValidation validation;
    private final PushedRequests pushed;
    private final Consents consents;
    private final CodeIssuer codes;
    private final Clock clock;

    AuthorizationDecisions(
            String issuer,
            RequestValidation validation,
            PushedRequests pushed,
            Consents consents,
            CodeIssuer codes,
            Clock clock) {
        this.issuer = issuer;
        this.validation = validation;
        this.pushed = pushed;
        this.consents = consents;
        this.codes = codes;
        this.clock = clock;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        AuthorizationCall call = (AuthorizationCall) authentication;
        Optional<String> requestUri =
                call.parameters().one("request_uri").filter(uri -> uri.startsWith(PushedRequests.PREFIX));
        if (requestUri.isEmpty()) {
            return decide(call);
        }
        // RFC 9126 section 4: what was pushed is the request; whatever else is in the URL does not count.
        Optional<PushedRequest> request =
                call.parameters().one("client_id").flatMap(client -> pushed.redeem(requestUri.get(), client));
        return request.map(one -> decide(call.with(RequestParameters.decode(one.parameters()))))
                .orElseGet(() -> showError(call, SPENT_REQUEST_URI));
    }

    private AuthorizationCall decide(AuthorizationCall call) {
        return switch (validation.validate(call.parameters())) {
            case Validation.Unanswerable(Refusal refusal) -> showError(call, refusal);
            case Validation.Refused refused -> {
                codes.recordRefusal(call.person(), refused.client(), refused.refusal());
                yield respond(call, AuthorizationResponse.error(refused.replyTo(), issuer, refused.refusal()));
            }
            case Validation.Valid(AuthorizationRequest request) -> decide(call, request);
        };
    }

    private AuthorizationCall decide(AuthorizationCall call, AuthorizationRequest request) {
        if (call.mayLackCookies() && call.interaction().isEmpty()) {
            return call.cameTo(new ComeAgain(request));
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant requestedAt =
                call.interaction().map(SignInInteraction::createdAt).orElse(now);
        return switch (NextStep.of(request, call.person(), consents, requestedAt, now)) {
            case NextStep.SignIn() -> call.cameTo(new SignIn(request));
            case NextStep.Consent consent -> call.cameTo(new AskConsent(request));
            case NextStep.Grant(SignedInPerson person) -> respond(call, granted(request, person));
            case NextStep.Refuse(Refusal refusal) -> respond(call, refused(request, call.person(), refusal));
        };
    }

    /** What a request that was kept still needs; {@code SignIn} where the endpoint has to look at it again. */
    NextStep next(SignInInteraction interaction, Optional<SignedInPerson> person) {
        RequestParameters parameters = interaction.request() == null
                ? RequestParameters.kept(Map.of())
                : RequestParameters.kept(interaction.request().parameters());
        return validation.validate(parameters) instanceof Validation.Valid(AuthorizationRequest request)
                ? NextStep.of(request, person, consents, interaction.createdAt(), clock.instant())
                : new NextStep.SignIn();
    }

    /** The person said yes. */
    void remember(AuthorizationRequest request, SignedInPerson person) {
        codes.remember(consents, request, person);
    }

    private AuthorizationResponse granted(AuthorizationRequest request, SignedInPerson person) {
        return AuthorizationResponse.code(request.replyTo(), issuer, codes.issue(request, person));
    }

    AuthorizationResponse refused(AuthorizationRequest request, Optional<SignedInPerson> person, Refusal refusal) {
        codes.recordRefusal(person, request.client(), refusal);
        return AuthorizationResponse.error(request.replyTo(), issuer, refusal);
    }

    private AuthorizationCall showError(AuthorizationCall call, Refusal refusal) {
        codes.recordUnanswerable(refusal);
        return call.cameTo(new ShowError(refusal));
    }

    private static AuthorizationCall respond(AuthorizationCall call, AuthorizationResponse response) {
        return call.cameTo(new Respond(response));
    }
}
