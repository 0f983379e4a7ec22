package dev.gatehouse.idp.clients;

import dev.gatehouse.idp.keys.SigningAlgorithm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the parts of a {@link Client}; what is not said has the default of RFC 7591 or ours. */
public final class ClientBuilder {

    private final String id;
    private final ClientKind kind;
    private final Instant createdAt;
    private String workspace = "system";
    private ClientStatus status = ClientStatus.ACTIVE;
    private long generation = 1;
    private String name;
    private ClientAuthMethod authMethod = ClientAuthMethod.CLIENT_SECRET_BASIC;
    private @Nullable String secretHash;
    private @Nullable Instant secretExpiresAt;
    private @Nullable String jwks;
    private @Nullable String jwksUri;
    private List<String> grantTypes = List.of();
    private List<String> responseTypes = List.of();
    private List<String> redirectUris = List.of();
    private List<String> postLogoutRedirectUris = List.of();
    private List<String> scopes = List.of();
    private List<String> defaultScopes = List.of();
    private List<String> audiences = List.of();
    private List<ScopeAudience> scopeAudiences = List.of();
    private @Nullable List<String> webOrigins;
    private Duration accessTokenLifetime = Client.DEFAULT_ACCESS_TOKEN_LIFETIME;
    private Duration refreshTokenLifetime = Client.DEFAULT_REFRESH_TOKEN_LIFETIME;
    private SigningAlgorithm accessTokenAlgorithm = SigningAlgorithm.ES256;
    private SigningAlgorithm idTokenAlgorithm = SigningAlgorithm.RS256;
    private @Nullable String customClaims;
    private boolean consentRequired;
    private Instant updatedAt;

    ClientBuilder(ClientId id, ClientKind kind, Instant createdAt) {
        this.id = id.value();
        this.kind = kind;
        this.createdAt = createdAt;
        this.updatedAt = createdAt;
        this.name = id.value();
    }

    ClientBuilder(Client client) {
        id = client.id();
        kind = client.kind();
        createdAt = client.createdAt();
        workspace = client.workspace();
        status = client.status();
        generation = client.generation();
        name = client.name();
        authMethod = client.authMethod();
        secretHash = client.secretHash();
        secretExpiresAt = client.secretExpiresAt();
        jwks = client.jwks();
        jwksUri = client.jwksUri();
        grantTypes = client.grantTypes();
        responseTypes = client.responseTypes();
        redirectUris = client.redirectUris();
        postLogoutRedirectUris = client.postLogoutRedirectUris();
        scopes = client.scopes();
        defaultScopes = client.defaultScopes();
        audiences = client.audiences();
        scopeAudiences = client.scopeAudiences();
        webOrigins = client.webOrigins();
        accessTokenLifetime = client.accessTokenLifetime();
        refreshTokenLifetime = client.refreshTokenLifetime();
        accessTokenAlgorithm = client.accessTokenAlgorithm();
        idTokenAlgorithm = client.idTokenAlgorithm();
        customClaims = client.customClaims();
        consentRequired = client.consentRequired();
        updatedAt = client.updatedAt();
    }

    public ClientBuilder workspace(String value) {
        workspace = value;
        return this;
    }

    public ClientBuilder status(ClientStatus value) {
        status = value;
        return this;
    }

    /** One more than before: tokens of the earlier generation are dead once the revocation state says so as well. */
    public ClientBuilder nextGeneration() {
        generation++;
        return this;
    }

    public ClientBuilder name(String value) {
        name = value;
        return this;
    }

    public ClientBuilder authMethod(ClientAuthMethod value) {
        authMethod = value;
        return this;
    }

    /** The keyed hash of the secret, as {@link ClientSecrets#hash} makes it. */
    public ClientBuilder secretHash(@Nullable String value) {
        secretHash = value;
        return this;
    }

    public ClientBuilder secretExpiresAt(@Nullable Instant value) {
        secretExpiresAt = value;
        return this;
    }

    public ClientBuilder jwks(@Nullable String value) {
        jwks = value;
        return this;
    }

    public ClientBuilder jwksUri(@Nullable String value) {
        jwksUri = value;
        return this;
    }

    public ClientBuilder grantTypes(List<String> value) {
        grantTypes = value;
        return this;
    }

    public ClientBuilder responseTypes(List<String> value) {
        responseTypes = value;
        return this;
    }

    public ClientBuilder redirectUris(List<String> value) {
        redirectUris = value;
        return this;
    }

    public ClientBuilder postLogoutRedirectUris(List<String> value) {
        postLogoutRedirectUris = value;
        return this;
    }

    public ClientBuilder scopes(List<String> value) {
        scopes = value;
        return this;
    }

    public ClientBuilder defaultScopes(List<String> value) {
        defaultScopes = value;
        return this;
    }

    public ClientBuilder audiences(List<String> value) {
        audiences = value;
        return this;
    }

    public ClientBuilder scopeAudiences(List<ScopeAudience> value) {
        scopeAudiences = value;
        return this;
    }

    /** Unless said, a public client's are those of its redirect URIs, and any other client has none. */
    public ClientBuilder webOrigins(List<String> value) {
        webOrigins = value;
        return this;
    }

    public ClientBuilder accessTokenLifetime(Duration value) {
        accessTokenLifetime = value;
        return this;
    }

    public ClientBuilder refreshTokenLifetime(Duration value) {
        refreshTokenLifetime = value;
        return this;
    }

    public ClientBuilder accessTokenAlgorithm(SigningAlgorithm value) {
        accessTokenAlgorithm = value;
        return this;
    }

    public ClientBuilder idTokenAlgorithm(SigningAlgorithm value) {
        idTokenAlgorithm = value;
        return this;
    }

    /** A JSON object whose members become claims of every access token. */
    public ClientBuilder customClaims(@Nullable String value) {
        customClaims = value;
        return this;
    }

    public ClientBuilder consentRequired(boolean value) {
        consentRequired = value;
        return this;
    }

    public ClientBuilder updatedAt(Instant value) {
        updatedAt = value;
        return this;
    }

    boolean usesSecret() {
        return authMethod.usesSecret();
    }

    boolean active() {
        return status == ClientStatus.ACTIVE;
    }

    public Client build() {
        return new Client(
                id,
                workspace,
                kind,
                status,
                status == ClientStatus.DELETED,
                generation,
                name,
                authMethod,
                secretHash,
                secretExpiresAt,
                jwks,
                jwksUri,
                grantTypes,
                responseTypes,
                redirectUris,
                postLogoutRedirectUris,
                scopes,
                defaultScopes,
                audiences,
                scopeAudiences,
                webOrigins == null ? WebOrigins.usual(authMethod) : webOrigins,
                accessTokenLifetime.toSeconds(),
                refreshTokenLifetime.toSeconds(),
                accessTokenAlgorithm,
                idTokenAlgorithm,
                customClaims,
                consentRequired,
                createdAt,
                updatedAt);
    }
}
