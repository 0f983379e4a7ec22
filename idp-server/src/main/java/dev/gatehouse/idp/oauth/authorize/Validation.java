package dev.gatehouse.idp.oauth.authorize;

import dev.gatehouse.idp.clients.Client;

/** What became of checking an authorization request. */
sealed interface Validation {

    record Valid(AuthorizationRequest request) implements Validation {}

    /** The client is told. */
    record Refused(Client client, ReplyTo replyTo, Refusal refusal) implements Validation {}

    /**
     * "If the request fails due to a missing, invalid, or mismatching redirection URI, or if the client identifier is
     * missing or invalid, the authorization server [...] MUST NOT automatically redirect the user-agent" (RFC 6749
     * section 4.1.2.1): the person is told.
     */
    record Unanswerable(Refusal refusal) implements Validation {}
}
