package dev.gatehouse.idp.tokens;

import dev.gatehouse.idp.clients.ClientId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an access token of ours says.
 *
 * @param tokenId {@code jti}
 * @param clientGeneration {@code client_gen}, see {@link RevocationState}
 * @param rolesDigest {@code roles_digest}, in place of more than 64 roles
 * @param signIn from {@code auth_time acr amr sid sub_gen}; null when the subject is a client
 * @param grantId {@code grant_id}
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9068#section-2.2">RFC 9068 section 2.2</a>
 */
public record AccessTokenClaims(
        String issuer,
        String subject,
        List<String> audiences,
        Instant issuedAt,
        Instant expiresAt,
        String tokenId,
        ClientId clientId,
        List<String> scopes,
        String workspace,
        List<String> roles,
        @Nullable String rolesDigest,
        long clientGeneration,
        @Nullable SignIn signIn,
        @Nullable String grantId) {

    public AccessTokenClaims {
        audiences = List.copyOf(audiences);
        scopes = List.copyOf(scopes);
        roles = List.copyOf(roles);
    }

    /** {@code exp == now} is expired (RFC 7519 section 4.1.4). */
    public boolean expiredAt(Instant now) {
        return !now.isBefore(expiresAt);
    }

    /** Whether the token is a client's own, of no person. */
    public boolean ownedByClient() {
        return signIn == null;
    }
}
