package dev.gatehouse.idp.oauth;

import dev.gatehouse.idp.access.CallerSubject;
import dev.gatehouse.idp.access.EffectiveRoles;
import dev.gatehouse.idp.access.OwnDoors;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.tokens.AccessTokenClaims;
import dev.gatehouse.idp.tokens.RevocationState;
import dev.gatehouse.idp.tokens.TokenVerifier;
import dev.gatehouse.idp.tokens.Verification.Reason;
import dev.gatehouse.idp.tokens.Verification.Rejected;
import dev.gatehouse.idp.tokens.Verification.Verified;
import dev.gatehouse.idp.tokens.VerifiedAccessToken;
import java.util.List;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;

/**
 * Decides what an introspection answers: active only for a token of ours that is alive, and only to a client that it was
 * issued to or is meant for, or that has the right {@code introspect} on the tokens of the workspace.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7662#section-2.2">RFC 7662 section 2.2</a>: for tokens that the caller
 *     may not know about, the answer is {@code active: false} as well
 */
final class Introspection implements AuthenticationManager {

    private final TokenVerifier verifier;
    private final RevocationState revocations;
    private final OwnDoors doors;
    private final EffectiveRoles roles;

    Introspection(TokenVerifier verifier, RevocationState revocations, OwnDoors doors, EffectiveRoles roles) {
        this.verifier = verifier;
        this.revocations = revocations;
        this.doors = doors;
        this.roles = roles;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        TokenQuery query = (TokenQuery) authentication;
        if (!query.client().confidential()) {
            // RFC 7662 section 2.1: the endpoint MUST require authorization, against token scanning.
            throw ProtocolError.invalidClient("public-client").asException();
        }
        return switch (verifier.verify(query.token())) {
            case Rejected(Reason reason) -> IntrospectionResult.inactive(query, reason.code());
            case Verified(VerifiedAccessToken token) ->
                switch (revocations.check(token)) {
                    case UNKNOWN ->
                        throw ProtocolError.temporarilyUnavailable("revocation-view-too-old")
                                .asException();
                    case REVOKED -> IntrospectionResult.inactive(query, token, "revoked");
                    case LIVE ->
                        mayKnow(query.client(), token.claims())
                                ? IntrospectionResult.active(query, token, rolesOf(token.claims()))
                                : IntrospectionResult.inactive(query, token, "not-for-this-client");
                };
        };
    }

    private boolean mayKnow(AuthenticatedClient caller, AccessTokenClaims claims) {
        String id = caller.client().id();
        return claims.clientId().value().equals(id) || claims.audiences().contains(id) || mayKnowAll(caller, claims);
    }

    private boolean mayKnowAll(AuthenticatedClient caller, AccessTokenClaims claims) {
        return switch (doors.mayIntrospect(caller.client(), claims.workspace())) {
            case Checked.Valid<Boolean>(Boolean may) -> may;
            case Checked.Refused<Boolean> unreadable -> throw unreadable();
        };
    }

    /** As of now: who was put out of a role since the token was issued is not in it any more. */
    private List<String> rolesOf(AccessTokenClaims claims) {
        return switch (roles.of(claims.workspace(), CallerSubject.of(claims))) {
            case EffectiveRoles.Roles.Known(List<String> names) -> names;
            case EffectiveRoles.Roles.NotReached() -> throw unreadable();
        };
    }

    private static ProtocolException unreadable() {
        return ProtocolError.temporarilyUnavailable("access-model-not-read").asException();
    }
}
