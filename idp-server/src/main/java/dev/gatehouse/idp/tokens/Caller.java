package dev.gatehouse.idp.tokens;

import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.clients.Client;
import dev.gatehouse.idp.clients.ClientId;
import java.util.List;
import java.util.Optional;

/**
 * The party of a request to an API of ours, as its access token says it, or the client that has shown its secret, or the
 * guest where there is one.
 *
 * <p>It has no roles: what a caller may do, the access model says, and not their token.
 *
 * @param subject the person, or the client when it acts for itself
 * @param client that the person acts through, or that acts; the guest has none
 */
public record Caller(
        Kind kind,
        String subject,
        Optional<ClientId> client,
        String workspace,
        List<String> scopes,
        Optional<String> session) {

    /** What a caller is. */
    public enum Kind {
        PERSON,
        SERVICE,
        GUEST
    }

    /** Who calls without credentials, where that is allowed. It belongs to the workspace {@code system}. */
    public static final Caller GUEST =
            new Caller(Kind.GUEST, "guest", Optional.empty(), "system", List.of(), Optional.empty());

    public Caller {
        scopes = List.copyOf(scopes);
    }

    public static Caller of(VerifiedAccessToken token) {
        AccessTokenClaims claims = token.claims();
        SignIn signIn = claims.signIn();
        return new Caller(
                signIn == null ? Kind.SERVICE : Kind.PERSON,
                claims.subject(),
                Optional.of(claims.clientId()),
                claims.workspace(),
                claims.scopes(),
                Optional.ofNullable(signIn).map(SignIn::sessionId));
    }

    /** A client that has shown its secret; what it may do is not limited by a scope. */
    public static Caller of(Client client) {
        return new Caller(
                Kind.SERVICE,
                client.id(),
                Optional.of(client.clientId()),
                client.workspace(),
                List.of(),
                Optional.empty());
    }

    public boolean person() {
        return kind == Kind.PERSON;
    }

    /** As audit records name it. */
    public Actor actor() {
        return switch (kind) {
            case PERSON -> Actor.user(subject, client.map(ClientId::value).orElse(null), session.orElse(null));
            case SERVICE -> Actor.service(subject);
            case GUEST -> Actor.guest();
        };
    }
}
