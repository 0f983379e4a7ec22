package dev.gatehouse.idp.oauth;

import dev.gatehouse.idp.audit.TokenEvent;
import dev.gatehouse.idp.tokens.GrantedAccess;
import dev.gatehouse.idp.tokens.IdToken;
import dev.gatehouse.idp.tokens.MintedAccessToken;
import dev.gatehouse.idp.tokens.SignIn;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What goes with an access token where a person granted it.
 *
 * @param refreshToken the refresh token, stored already; null where the client gets none
 * @param identity what the ID token is to say; null where {@code openid} was not granted
 * @param kind whether this is a first issue or a refresh
 */
record PersonTokens(@Nullable String refreshToken, @Nullable Identity identity, TokenEvent.Kind kind) {

    /**
     * What an ID token says beyond the access token that it is issued with.
     *
     * @param session {@code sid}
     * @param nonce the nonce of the authorization request, if it had one
     * @param claims the claims that were asked for through the {@code claims} parameter
     */
    record Identity(String session, @Nullable String nonce, Map<String, Object> claims) {

        IdToken with(GrantedAccess access, MintedAccessToken accessToken) {
            SignIn signIn = Objects.requireNonNull(access.signIn(), "an ID token is about a person");
            return new IdToken(access.client(), access.subject(), signIn, session, nonce, accessToken.value(), claims);
        }
    }
}
