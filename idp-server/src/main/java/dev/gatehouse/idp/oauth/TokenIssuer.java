package dev.gatehouse.idp.oauth;

import dev.gatehouse.idp.oauth.TokenGrant.Decision.Granted;
import dev.gatehouse.idp.oauth.TokenGrant.Decision.Refused;
import dev.gatehouse.idp.tokens.GrantedAccess;
import dev.gatehouse.idp.tokens.TokenMint;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;

/**
 * Steps 3 to 5 of a token request, in this order for every grant: the client may use the grant, the grant decides, the
 * mint signs.
 */
final class TokenIssuer implements AuthenticationManager {

    private final TokenMint mint;

    TokenIssuer(TokenMint mint) {
        this.mint = mint;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        TokenRequest request = (TokenRequest) authentication;
        AuthenticatedClient client = request.client();
        if (!client.client().allowsGrant(request.grant().type())) {
            throw ProtocolError.unauthorizedClient("the client is not registered for this grant type")
                    .asException();
        }
        return switch (request.grant().decide(client, request.parameters())) {
            case Granted(GrantedAccess access) ->
                new IssuedTokens(client, request.grant().type(), mint.accessToken(access));
            case Refused(ProtocolError error) -> throw error.asException();
        };
    }
}
