package dev.gatehouse.idp.oauth;

import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.audit.AuditTrail.Effect;
import dev.gatehouse.idp.audit.ChangeEvent;
import dev.gatehouse.idp.audit.Target;
import dev.gatehouse.idp.audit.TokenEvent;
import dev.gatehouse.idp.clients.GrantType;
import dev.gatehouse.idp.grants.AuthorizationCode;
import dev.gatehouse.idp.grants.AuthorizationCodes;
import dev.gatehouse.idp.grants.Grant;
import dev.gatehouse.idp.grants.GrantRevocation;
import dev.gatehouse.idp.grants.Grants;
import dev.gatehouse.idp.oauth.ResourceIndicators.Requested;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * A client redeems the code that a person's browser brought it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-4.1.3">RFC 6749 section 4.1.3</a>
 */
public final class AuthorizationCodeGrant implements TokenGrant {

    private final AuthorizationCodes codes;
    private final Grants grants;
    private final GrantRevocation revocation;
    private final GrantedTokens tokens;
    private final AuditTrail trail;
    private final Clock clock;

    public AuthorizationCodeGrant(
            AuthorizationCodes codes,
            Grants grants,
            GrantRevocation revocation,
            GrantedTokens tokens,
            AuditTrail trail,
            Clock clock) {
        this.codes = codes;
        this.grants = grants;
        this.revocation = revocation;
        this.tokens = tokens;
        this.trail = trail;
        this.clock = clock;
    }

    @Override
    public String type() {
        return GrantType.AUTHORIZATION_CODE;
    }

    @Override
    public Decision decide(AuthenticatedClient client, FormParameters parameters) {
        Optional<AuthorizationCode> found = codes.find(parameters.require("code"));
        if (found.isEmpty()) {
            return refused("unknown-code");
        }
        AuthorizationCode code = found.get();
        if (!code.grant().client().equals(client.client().id())) {
            return refused("of-another-client");
        }
        if (!sameRedirectUri(code, parameters)) {
            return refused("redirect-uri-differs");
        }
        Optional<String> fault = PkceVerifier.fault(code.codeChallenge(), parameters.get("code_verifier"));
        if (fault.isPresent()) {
            return refused(fault.get());
        }
        List<String> scopes = code.grant().scopes();
        return switch (tokens.resources(client, code.grant(), scopes, parameters)) {
            case Requested.Refused(ProtocolError error) -> new Decision.Refused(error);
            case Requested.Allowed(List<String> resources) ->
                decide(client, code, new GrantedTokens.Extent(scopes, resources));
        };
    }

    private Decision decide(AuthenticatedClient client, AuthorizationCode code, GrantedTokens.Extent extent) {
        // Asked last, so that whoever has only seen the code cannot end what its owner got for it.
        if (grants.opened(code.grant().grantId())) {
            return reused(client, code.grant());
        }
        if (!code.usable(clock.instant())) {
            return refused("code-expired");
        }
        return switch (tokens.standing(client, code.grant())) {
            case GrantedTokens.Standing.Fallen(ProtocolError error) -> new Decision.Refused(error);
            case GrantedTokens.Standing.Stands(GrantedTokens.Holder holder) -> redeem(client, code, holder, extent);
        };
    }

    private Decision redeem(
            AuthenticatedClient client,
            AuthorizationCode code,
            GrantedTokens.Holder holder,
            GrantedTokens.Extent extent) {
        Grant grant = code.grant();
        ChangeEvent intent = ChangeEvent.intent("grant.opened", new Target("grant", grant.id()), grant.workspace())
                .about(grant.subject());
        Optional<Decision> decision = trail.change(client.actor(), intent, change -> {
            if (!grants.open(grant, change)) {
                return new Effect<>(Optional.empty(), intent.refused(GrantRevocation.Reason.CODE_REUSED.code()));
            }
            Decision granted =
                    tokens.tokens(client, grant, holder, extent, code.nonce(), TokenEvent.Kind.ISSUED, change);
            return new Effect<>(Optional.of(granted), intent.succeeded(List.of()));
        });
        if (decision.isEmpty()) {
            return reused(client, grant);
        }
        // Who takes a consent back ends the grants that are open by then; one that was opened meanwhile ends here.
        if (!tokens.consented(client, grant)) {
            revocation.end(client.actor(), grant, GrantRevocation.Reason.CONSENT_WITHDRAWN);
            return refused(GrantRevocation.Reason.CONSENT_WITHDRAWN.code());
        }
        return decision.get();
    }

    /** Somebody has redeemed the code before, and nobody can tell which of the two is the thief. */
    private Decision reused(AuthenticatedClient client, Grant grant) {
        if (grants.inForce(grant.grantId()).isPresent()) {
            revocation.end(client.actor(), grant, GrantRevocation.Reason.CODE_REUSED);
        }
        return refused(GrantRevocation.Reason.CODE_REUSED.code());
    }

    /** "if the redirect_uri parameter was included in the authorization request [...] their values MUST be identical". */
    private static boolean sameRedirectUri(AuthorizationCode code, FormParameters parameters) {
        return code.redirectUri() == null || code.redirectUri().equals(parameters.get("redirect_uri"));
    }

    private static Decision refused(String detail) {
        return new Decision.Refused(ProtocolError.invalidGrant("the code cannot be redeemed", detail));
    }
}
