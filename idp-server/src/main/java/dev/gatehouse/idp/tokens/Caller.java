package dev.gatehouse.idp.tokens;

import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.clients.Client;
import dev.gatehouse.idp.clients.ClientId;
import java.util.List;
import java.util.Optional;

/**
 * The authenticated party of a request to an API of ours, as its access token says it, or the client
 * that has shown its secret.
 *
 * <p>It has no roles: what a caller may do, the access model says, and not their token.
 *
 * @param subject the person, or the client when it acts for itself
 * @param person whether the subject is a person
 */
public record Caller(
        String subject,
        boolean person,
        ClientId client,
        String workspace,
        List<String> scopes,
        Optional<String> session) {

    public Caller {
        scopes = List.copyOf(scopes);
    }

    public static Caller of(VerifiedAccessToken token) {
        AccessTokenClaims claims = token.claims();
        SignIn signIn = claims.signIn();
        return new Caller(
                claims.subject(),
                signIn != null,
                claims.clientId(),
                claims.workspace(),
                claims.scopes(),
                Optional.ofNullable(signIn).map(SignIn::sessionId));
    }

    /** A client that has shown its secret; what it may do is not limited by a scope. */
    public static Caller of(Client client) {
        return new Caller(client.id(), false, client.clientId(), client.workspace(), List.of(), Optional.empty());
    }

    /** As audit records name it. */
    public Actor actor() {
        return person ? Actor.user(subject, client.value(), session.orElse(null)) : Actor.service(client.value());
    }
}
