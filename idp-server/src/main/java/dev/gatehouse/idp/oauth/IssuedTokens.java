package dev.gatehouse.idp.oauth;

import dev.gatehouse.idp.tokens.AccessTokenClaims;
import dev.gatehouse.idp.tokens.MintedAccessToken;
import java.util.LinkedHashSet;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;

/** What a token request ends with, not yet recorded and not yet answered. */
final class IssuedTokens extends OAuth2AccessTokenAuthenticationToken {

    private static final long serialVersionUID = 1;

    private final AuthenticatedClient client;
    private final String grantType;
    private final transient MintedAccessToken minted;

    IssuedTokens(AuthenticatedClient client, String grantType, MintedAccessToken minted) {
        super(client.known().registered(), client, springToken(minted));
        this.client = client;
        this.grantType = grantType;
        this.minted = minted;
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
