package dev.gatehouse.idp.oauth;

import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.audit.ChangeEvent;
import dev.gatehouse.idp.audit.Outcome;
import dev.gatehouse.idp.audit.Target;
import dev.gatehouse.idp.audit.TokenEvent;
import dev.gatehouse.idp.grants.Grant;
import dev.gatehouse.idp.grants.GrantRevocation;
import dev.gatehouse.idp.grants.Grants;
import dev.gatehouse.idp.grants.RefreshTokens;
import dev.gatehouse.idp.tokens.AccessTokenClaims;
import dev.gatehouse.idp.tokens.RevocationState;
import dev.gatehouse.idp.tokens.TokenVerifier;
import dev.gatehouse.idp.tokens.Verification.Reason;
import dev.gatehouse.idp.tokens.Verification.Rejected;
import dev.gatehouse.idp.tokens.Verification.Verified;
import dev.gatehouse.idp.tokens.VerifiedAccessToken;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;

/**
 * Ends a token at the wish of the client that it was issued to.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7009#section-2.1">RFC 7009 section 2.1</a>
 */
final class TokenRevocation implements AuthenticationManager {

    private final TokenVerifier verifier;
    private final RevocationState revocations;
    private final RefreshTokens refreshTokens;
    private final Grants grants;
    private final GrantRevocation grantRevocation;
    private final AuditTrail trail;

    TokenRevocation(
            TokenVerifier verifier,
            RevocationState revocations,
            RefreshTokens refreshTokens,
            Grants grants,
            GrantRevocation grantRevocation,
            AuditTrail trail) {
        this.verifier = verifier;
        this.refreshTokens = refreshTokens;
        this.grants = grants;
        this.grantRevocation = grantRevocation;
        this.revocations = revocations;
        this.trail = trail;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        TokenQuery query = (TokenQuery) authentication;
        switch (verifier.verify(query.token())) {
            case Verified(VerifiedAccessToken token) -> revoke(query.client(), token.claims());
            case Rejected(Reason reason) ->
                refreshTokens
                        .find(query.token())
                        .flatMap(token -> grants.inForce(token.grantId()))
                        .ifPresentOrElse(
                                grant -> end(query.client(), grant), () -> nothingToDo(query.client(), reason));
        }
        return query;
    }

    private void revoke(AuthenticatedClient client, AccessTokenClaims claims) {
        if (!claims.clientId().equals(client.client().clientId())) {
            // "...whether the token was issued to the client making the revocation request. If this validation fails,
            // the request is refused and the client is informed of the error".
            throw ProtocolError.unauthorizedClient("the token was issued to another client")
                    .asException();
        }
        ChangeEvent intent =
                ChangeEvent.intent("token.revoked", new Target("token", claims.tokenId()), claims.workspace());
        ChangeEvent announced = claims.ownedByClient() ? intent : intent.about(claims.subject());
        trail.change(client.actor(), announced, change -> {
            revocations.endToken(claims, change);
            return new AuditTrail.Effect<>(claims.tokenId(), announced.succeeded(List.of()));
        });
    }

    /** "If the particular token is a refresh token [...] the authorization server SHOULD also invalidate all access tokens". */
    private void end(AuthenticatedClient client, Grant grant) {
        if (!grant.client().equals(client.client().id())) {
            throw ProtocolError.unauthorizedClient("the token was issued to another client")
                    .asException();
        }
        grantRevocation.end(client.actor(), grant, GrantRevocation.Reason.REVOKED_BY_CLIENT);
    }

    /** RFC 7009 section 2.2: an invalid token is answered with 200, since it is dead already. */
    private void nothingToDo(AuthenticatedClient client, Reason reason) {
        trail.record(
                client.actor(),
                new TokenEvent(
                        TokenEvent.Kind.REVOKED,
                        Outcome.SUCCESS,
                        Optional.of(reason.code()),
                        new Target("token", ""),
                        client.client().workspace(),
                        Optional.empty(),
                        Map.of("effect", "none")));
    }
}
