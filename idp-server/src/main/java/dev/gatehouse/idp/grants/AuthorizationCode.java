package dev.gatehouse.idp.grants;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An authorization code (RFC 6749 section 4.1.2): the grant that redeeming it opens, and what the redeemer must show.
 *
 * @param redirectUri the {@code redirect_uri} of the authorization request, null when it had none
 * @param codeChallenge the S256 challenge (RFC 7636), null when the request had none
 * @param nonce echoed in the ID token
 * @param usableUntil when it is too late to redeem it
 * @param expiresAt when it is forgotten; until then a second use is known for what it is
 */
public record AuthorizationCode(
        Grant grant,
        @Nullable String redirectUri,
        @Nullable String codeChallenge,
        @Nullable String nonce,
        Instant usableUntil,
        Instant expiresAt) {

    public AuthorizationCode {
        // A grant that was forgotten first could be opened a second time.
        if (expiresAt.isAfter(grant.expiresAt())) {
            throw new IllegalArgumentException("a grant outlives the code that opens it");
        }
    }

    public boolean usable(Instant now) {
        return now.isBefore(usableUntil);
    }
}
