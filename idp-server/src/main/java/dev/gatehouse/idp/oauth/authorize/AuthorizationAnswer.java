package dev.gatehouse.idp.oauth.authorize;

import dev.gatehouse.idp.oauth.authorize.AuthorizationOutcome.AskConsent;
import dev.gatehouse.idp.oauth.authorize.AuthorizationOutcome.ComeAgain;
import dev.gatehouse.idp.oauth.authorize.AuthorizationOutcome.Respond;
import dev.gatehouse.idp.oauth.authorize.AuthorizationOutcome.ShowError;
import dev.gatehouse.idp.oauth.authorize.AuthorizationOutcome.SignIn;
import dev.gatehouse.idp.signin.Interactions;
import dev.gatehouse.idp.signin.PendingRequest;
import dev.gatehouse.idp.signin.SignInInteraction;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;

/** Sends what a call of the authorization endpoint came to. */
final class AuthorizationAnswer implements AuthenticationSuccessHandler {

    private final Interactions interactions;

    AuthorizationAnswer(Interactions interactions) {
        this.interactions = interactions;
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        AuthorizationCall call = (AuthorizationCall) authentication;
        switch (call.outcome()) {
            case Respond(AuthorizationResponse toClient) -> {
                call.interaction().map(SignInInteraction::id).ifPresent(interactions::end);
                send(response, toClient);
            }
            case SignIn(AuthorizationRequest pending) ->
                redirect(response, interactions.signInLocation(held(request, response, call, pending)));
            case AskConsent(AuthorizationRequest pending) ->
                redirect(response, ConsentPages.location(held(request, response, call, pending)));
            case ComeAgain(AuthorizationRequest pending) ->
                redirect(response, held(request, response, call, pending).resumeLocation());
            case ShowError(Refusal refusal) ->
                response.sendError(HttpServletResponse.SC_BAD_REQUEST, refusal.description());
        }
    }

    /** To the client, in the mode that it asked for. */
    static void send(HttpServletResponse response, AuthorizationResponse toClient) throws IOException {
        switch (toClient.replyTo().mode()) {
            case QUERY -> redirect(response, toClient.location());
            case FORM_POST -> FormPostPage.write(response, toClient);
        }
    }

    /** 303 always: 307 would send a person's form, password and all, on to the client (RFC 9700 section 4.12). */
    static void redirect(HttpServletResponse response, String location) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", location);
    }

    private SignInInteraction held(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthorizationCall call,
            AuthorizationRequest pending) {
        return call.interaction()
                .orElseGet(() -> interactions.hold(
                        request,
                        response,
                        new PendingRequest(
                                AuthorizationEndpoint.PATH,
                                call.parameters().values(),
                                pending.demands(),
                                pending.client().name(),
                                FormTargets.of(pending.replyTo().redirectUri()))));
    }
}
