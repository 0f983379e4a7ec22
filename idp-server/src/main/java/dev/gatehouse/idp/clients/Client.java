package dev.gatehouse.idp.clients;

import dev.gatehouse.idp.keys.SigningAlgorithm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client as it is stored: the metadata of RFC 7591 and what we add to it.
 *
 * @param id the {@code client_id}; also the id of the document
 * @param workspace the workspace that it belongs to, and that its tokens are for
 * @param generation tokens that carry a lower number are dead
 * @param deleted whether this is a tombstone; the same as status {@code DELETED}, as an index field
 * @param secretHash the keyed hash of the secret; null for a client that has none
 * @param secretExpiresAt when the secret ends; null for never
 * @param jwks the client's public keys, a JWK set in JSON (RFC 7517 section 5)
 * @param jwksUri where the client publishes its keys
 * @param scopes what it may ask for
 * @param defaultScopes what it gets when it asks for nothing
 * @param audiences the {@code aud} of its access tokens; empty for its own id
 * @param scopeAudiences who else a token is for when it carries a scope
 * @param webOrigins the origins from which its pages call; {@code +} stands for those of its redirect URIs
 * @param accessTokenSeconds how long its access tokens live
 * @param refreshTokenSeconds how long a refresh token lives when it is not used
 * @param customClaims constant claims of its access tokens, a JSON object
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7591#section-2">RFC 7591 section 2</a>
 */
public record Client(
        String id,
        String workspace,
        ClientKind kind,
        ClientStatus status,
        boolean deleted,
        long generation,
        String name,
        ClientAuthMethod authMethod,
        @Nullable String secretHash,
        @Nullable Instant secretExpiresAt,
        @Nullable String jwks,
        @Nullable String jwksUri,
        List<String> grantTypes,
        List<String> responseTypes,
        List<String> redirectUris,
        List<String> postLogoutRedirectUris,
        List<String> scopes,
        List<String> defaultScopes,
        List<String> audiences,
        List<ScopeAudience> scopeAudiences,
        List<String> webOrigins,
        long accessTokenSeconds,
        long refreshTokenSeconds,
        SigningAlgorithm accessTokenAlgorithm,
        SigningAlgorithm idTokenAlgorithm,
        @Nullable String customClaims,
        boolean consentRequired,
        Instant createdAt,
        Instant updatedAt) {

    /** The scope of a token that opens our own APIs. */
    public static final String GATEHOUSE_SCOPE = "gatehouse";

    public static final Duration DEFAULT_ACCESS_TOKEN_LIFETIME = Duration.ofHours(15);
    public static final Duration DEFAULT_REFRESH_TOKEN_LIFETIME = Duration.ofDays(30);

    /** No access token lives longer, so that a revocation entry knows when it has outlived what it covers. */
    public static final Duration LONGEST_ACCESS_TOKEN_LIFETIME = Duration.ofDays(7);

    public static final Duration LONGEST_REFRESH_TOKEN_LIFETIME = Duration.ofDays(366);

    public Client {
        new ClientId(id);
        grantTypes = List.copyOf(grantTypes);
        responseTypes = List.copyOf(responseTypes);
        redirectUris = List.copyOf(redirectUris);
        postLogoutRedirectUris = List.copyOf(postLogoutRedirectUris);
        scopes = List.copyOf(scopes);
        defaultScopes = List.copyOf(defaultScopes);
        audiences = List.copyOf(audiences);
        scopeAudiences = List.copyOf(scopeAudiences);
        webOrigins = List.copyOf(webOrigins);
        require(deleted == (status == ClientStatus.DELETED), "a deleted client is a tombstone");
        require(
                deleted || authMethod.usesSecret() == (secretHash != null),
                "a secret exactly where the method uses it");
        require(scopes.containsAll(defaultScopes), "default scopes are among the scopes");
        require(scopes.stream().allMatch(Scopes::wellFormed), "scopes are of scope characters");
        require(
                authMethod != ClientAuthMethod.NONE || !grantTypes.contains(GrantType.CLIENT_CREDENTIALS),
                "a public client has no client_credentials (RFC 6749 section 4.4)");
        if (customClaims != null) {
            CustomClaims.parse(customClaims);
        }
        require(within(accessTokenSeconds, LONGEST_ACCESS_TOKEN_LIFETIME), "access tokens live 1 s to 7 days");
        require(within(refreshTokenSeconds, LONGEST_REFRESH_TOKEN_LIFETIME), "refresh tokens live 1 s to 366 days");
    }

    public ClientId clientId() {
        return new ClientId(id);
    }

    public Duration accessTokenLifetime() {
        return Duration.ofSeconds(accessTokenSeconds);
    }

    public Duration refreshTokenLifetime() {
        return Duration.ofSeconds(refreshTokenSeconds);
    }

    /** Whether it may act at all. */
    public boolean active() {
        return status == ClientStatus.ACTIVE;
    }

    public boolean allowsGrant(String grantType) {
        return grantTypes.contains(grantType);
    }

    public boolean publicClient() {
        return authMethod == ClientAuthMethod.NONE;
    }

    /** A copy to change. */
    public ClientBuilder toBuilder() {
        return new ClientBuilder(this);
    }

    public static ClientBuilder builder(ClientId id, ClientKind kind, Instant createdAt) {
        return new ClientBuilder(id, kind, createdAt);
    }

    private static boolean within(long seconds, Duration longest) {
        return seconds >= 1 && seconds <= longest.toSeconds();
    }

    private static void require(boolean rule, String sentence) {
        if (!rule) {
            throw new IllegalArgumentException(sentence);
        }
    }

    /** Leaves out what may be a credential or personal. */
    @Override
    public String toString() {
        return "Client[" + id + ", " + kind + ", " + status + "]";
    }
}
