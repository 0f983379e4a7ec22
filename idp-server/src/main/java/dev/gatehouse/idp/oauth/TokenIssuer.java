package dev.gatehouse.idp.oauth;

import dev.gatehouse.idp.audit.TokenEvent;
import dev.gatehouse.idp.oauth.TokenGrant.Decision.Granted;
import dev.gatehouse.idp.oauth.TokenGrant.Decision.Refused;
import dev.gatehouse.idp.tokens.GrantedAccess;
import dev.gatehouse.idp.tokens.MintedAccessToken;
import dev.gatehouse.idp.tokens.TokenMint;
import java.util.Optional;
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
            case Granted(GrantedAccess access, Optional<PersonTokens> personTokens) ->
                issue(client, request.grant().type(), access, personTokens);
            case Refused(ProtocolError error) -> throw error.asException();
        };
    }

    private IssuedTokens issue(
            AuthenticatedClient client, String grantType, GrantedAccess access, Optional<PersonTokens> personTokens) {
        MintedAccessToken accessToken = mint.accessToken(access);
        String idToken = personTokens
                .map(PersonTokens::identity)
                .map(identity -> mint.idToken(identity.with(access, accessToken)))
                .orElse(null);
        return new IssuedTokens(
                client,
                grantType,
                accessToken,
                personTokens.map(PersonTokens::refreshToken).orElse(null),
                idToken,
                personTokens.map(PersonTokens::kind).orElse(TokenEvent.Kind.ISSUED));
    }
}
