package dev.gatehouse.idp.tokens;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How and when a person signed in, as tokens say it.
 *
 * @param subjectGeneration the generation of the person's tokens; a lower one is dead
 * @param at {@code auth_time} (OpenID Connect Core section 2)
 * @param acr the authentication context class, if one was reached
 * @param amr the methods used (RFC 8176)
 * @param sessionId {@code sid}; null when the access outlives the session
 */
public record SignIn(
        long subjectGeneration,
        Instant at,
        @Nullable String acr,
        List<String> amr,
        @Nullable String sessionId) {

    public SignIn {
        amr = List.copyOf(amr);
    }
}
