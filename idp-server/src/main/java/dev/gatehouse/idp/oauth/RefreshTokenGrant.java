package dev.gatehouse.idp.oauth;

import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.audit.AuditTrail.Effect;
import dev.gatehouse.idp.audit.ChangeEvent;
import dev.gatehouse.idp.audit.Target;
import dev.gatehouse.idp.audit.TokenEvent;
import dev.gatehouse.idp.clients.GrantType;
import dev.gatehouse.idp.clients.Scopes;
import dev.gatehouse.idp.grants.Grant;
import dev.gatehouse.idp.grants.GrantRevocation;
import dev.gatehouse.idp.grants.Grants;
import dev.gatehouse.idp.grants.RefreshTokens;
import dev.gatehouse.idp.grants.RefreshTokens.RefreshToken;
import dev.gatehouse.idp.grants.RefreshTokens.Use;
import dev.gatehouse.idp.oauth.GrantedTokens.Extent;
import dev.gatehouse.idp.oauth.ResourceIndicators.Requested;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * A client gets new tokens for a refresh token, and with them the next refresh token.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-6">RFC 6749 section 6</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9700#section-4.14.2">RFC 9700 section 4.14.2</a>
 */
public final class RefreshTokenGrant implements TokenGrant {

    private final RefreshTokens refreshTokens;
    private final Grants grants;
    private final GrantRevocation revocation;
    private final GrantedTokens tokens;
    private final AuditTrail trail;

    public RefreshTokenGrant(
            RefreshTokens refreshTokens,
            Grants grants,
            GrantRevocation revocation,
            GrantedTokens tokens,
            AuditTrail trail) {
        this.refreshTokens = refreshTokens;
        this.grants = grants;
        this.revocation = revocation;
        this.tokens = tokens;
        this.trail = trail;
    }

    @Override
    public String type() {
        return GrantType.REFRESH_TOKEN;
    }

    @Override
    public Decision decide(AuthenticatedClient client, FormParameters parameters) {
        String value = parameters.require("refresh_token");
        Optional<RefreshToken> token = refreshTokens.find(value);
        Optional<Grant> grant = token.flatMap(found -> grants.inForce(found.grantId()));
        if (token.isEmpty() || grant.isEmpty()) {
            return refused(token.isEmpty() ? "unknown-token" : "grant-ended");
        }
        if (!grant.get().client().equals(client.client().id())) {
            return refused("of-another-client");
        }
        Optional<List<String>> scopes = scopes(grant.get(), parameters);
        if (scopes.isEmpty()) {
            return new Decision.Refused(ProtocolError.invalidScope("the scope exceeds what was granted"));
        }
        return switch (tokens.resources(client, grant.get(), scopes.get(), parameters)) {
            case Requested.Refused(ProtocolError error) -> new Decision.Refused(error);
            case Requested.Allowed(List<String> resources) ->
                decide(client, value, token.get(), grant.get(), new Extent(scopes.get(), resources));
        };
    }

    private Decision decide(AuthenticatedClient client, String value, RefreshToken token, Grant grant, Extent extent) {
        Use use = refreshTokens.peek(value);
        if (use != Use.FIRST) {
            return spent(client, grant, use);
        }
        return switch (tokens.standing(client, grant)) {
            case GrantedTokens.Standing.Fallen(ProtocolError error) -> new Decision.Refused(error);
            case GrantedTokens.Standing.Stands(GrantedTokens.Holder holder) ->
                rotate(client, value, token, grant, holder, extent);
        };
    }

    private Decision rotate(
            AuthenticatedClient client,
            String value,
            RefreshToken token,
            Grant grant,
            GrantedTokens.Holder holder,
            Extent extent) {
        ChangeEvent intent = ChangeEvent.intent("grant.refreshed", new Target("grant", grant.id()), grant.workspace())
                .about(grant.subject());
        Rotation rotation = trail.change(client.actor(), intent, change -> {
            Use use = refreshTokens.use(value, token, change);
            if (use != Use.FIRST) {
                return new Effect<>(new Rotation.Spent(use), intent.refused("refresh-token-used"));
            }
            Decision granted = tokens.tokens(client, grant, holder, extent, null, TokenEvent.Kind.REFRESHED, change);
            return new Effect<>(new Rotation.Done(granted), intent.succeeded(List.of()));
        });
        return switch (rotation) {
            case Rotation.Done(Decision decision) -> decision;
            case Rotation.Spent(Use use) -> spent(client, grant, use);
        };
    }

    private sealed interface Rotation {
        record Done(Decision decision) implements Rotation {}

        record Spent(Use use) implements Rotation {}
    }

    private Decision spent(AuthenticatedClient client, Grant grant, Use use) {
        return switch (use) {
            case FIRST -> throw new IllegalStateException("a first use is no second one");
            case RACED -> refused("refresh-token-raced");
            case REUSED -> {
                revocation.end(client.actor(), grant, GrantRevocation.Reason.REFRESH_TOKEN_REUSED);
                yield refused(GrantRevocation.Reason.REFRESH_TOKEN_REUSED.code());
            }
        };
    }

    /** "The requested scope MUST NOT include any scope not originally granted by the resource owner". */
    private static Optional<List<String>> scopes(Grant grant, FormParameters parameters) {
        Optional<String> asked = parameters.find("scope");
        if (asked.isEmpty()) {
            return Optional.of(grant.scopes());
        }
        Optional<SequencedSet<String>> scopes = Scopes.parse(asked.get());
        return scopes.filter(some -> !some.isEmpty() && grant.scopes().containsAll(some))
                .map(List::copyOf);
    }

    private static Decision refused(String detail) {
        return new Decision.Refused(ProtocolError.invalidGrant("the refresh token cannot be used", detail));
    }
}
