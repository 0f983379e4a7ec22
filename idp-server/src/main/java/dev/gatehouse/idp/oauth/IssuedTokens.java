package dev.gatehouse.idp.oauth;

import dev.gatehouse.idp.audit.TokenEvent;
import dev.gatehouse.idp.tokens.AccessTokenClaims;
import dev.gatehouse.idp.tokens.MintedAccessToken;
import java.util.LinkedHashSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;

/** What a token request ends with, not yet recorded and not yet answered. */
final class IssuedTokens extends OAuth2AccessTokenAuthenticationToken {

    private static final long serialVersionUID = 1;

    private final AuthenticatedClient client;
    private final String grantType;
    private final transient MintedAccessToken minted;
    private final transient @Nullable String refreshToken;
    private final transient @Nullable String idToken;
    private final TokenEvent.Kind kind;

    IssuedTokens(
            AuthenticatedClient client,
            String grantType,
            MintedAccessToken minted,
            @Nullable String refreshToken,
            @Nullable String idToken,
            TokenEvent.Kind kind) {
        super(client.known().registered(), client, springToken(minted));
        this.client = client;
        this.grantType = grantType;
        this.minted = minted;
        this.refreshToken = refreshToken;
        this.idToken = idToken;
        this.kind = kind;
    }

    AuthenticatedClient client() {
        return client;
    }

    String grantType() {
        return grantType;
    }

    MintedAccessToken accessToken() {
        return minted;
    }

    Optional<String> refreshToken() {
        return Optional.ofNullable(refreshToken);
    }

    Optional<String> idToken() {
        return Optional.ofNullable(idToken);
    }

    /** Whether this is a first issue or a refresh. */
    TokenEvent.Kind kind() {
        return kind;
    }

    private static OAuth2AccessToken springToken(MintedAccessToken minted) {
        AccessTokenClaims claims = minted.claims();
        return new OAuth2AccessToken(
                OAuth2AccessToken.TokenType.BEARER,
                minted.value(),
                claims.issuedAt(),
                claims.expiresAt(),
                new LinkedHashSet<>(claims.scopes()));
    }
}
