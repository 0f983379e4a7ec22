package dev.gatehouse.idp.oauth.authorize;

/** What a call of the authorization endpoint comes to. */
sealed interface AuthorizationOutcome {

    /** The client is told. */
    record Respond(AuthorizationResponse response) implements AuthorizationOutcome {}

    /** The person signs in, and the request goes on afterwards. */
    record SignIn(AuthorizationRequest request) implements AuthorizationOutcome {}

    /** The person is asked, and the request goes on with their answer. */
    record AskConsent(AuthorizationRequest request) implements AuthorizationOutcome {}

    /**
     * The browser comes again by itself. A form on another site's page comes without our cookies, so nobody can say yet
     * whether its person is signed in.
     */
    record ComeAgain(AuthorizationRequest request) implements AuthorizationOutcome {}

    /** The person is told, since the client cannot be. */
    record ShowError(Refusal refusal) implements AuthorizationOutcome {}
}
