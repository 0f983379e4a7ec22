package dev.gatehouse.idp.tokens;

import dev.gatehouse.idp.clients.KnownClient;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an ID token is to say (OpenID Connect Core 1.0 section 2).
 *
 * @param session {@code sid}, the session in which the person signed in
 * @param nonce the nonce of the authorization request; null when it had none
 * @param accessToken the access token that it is issued with, for {@code at_hash}
 * @param claims the further claims that were asked for, ready for JSON; what this token says by itself cannot be replaced
 */
public record IdToken(
        KnownClient client,
        String subject,
        SignIn signIn,
        String session,
        @Nullable String nonce,
        String accessToken,
        Map<String, Object> claims) {

    /** Long enough for clocks that differ; an ID token is read once, when it arrives. */
    public static final Duration LIFETIME = Duration.ofHours(1);

    public IdToken {
        claims = Map.copyOf(claims);
    }
}
