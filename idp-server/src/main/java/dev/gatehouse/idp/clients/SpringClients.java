package dev.gatehouse.idp.clients;

import dev.gatehouse.idp.keys.SigningAlgorithm;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/** Our clients as Spring's authorization server asks for them. It never writes one. */
public final class SpringClients implements RegisteredClientRepository {

    private final Clients clients;

    public SpringClients(Clients clients) {
        this.clients = clients;
    }

    @Override
    public void save(RegisteredClient registeredClient) {
        throw new UnsupportedOperationException("clients are written through ClientStore");
    }

    @Override
    public @Nullable RegisteredClient findById(String id) {
        return findByClientId(id);
    }

    @Override
    public @Nullable RegisteredClient findByClientId(String clientId) {
        return clients.find(clientId)
                .filter(known -> known.client().active())
                .map(KnownClient::registered)
                .orElse(null);
    }

    /** The secret's hash stays out, so that no answer of Spring's can show it. */
    static RegisteredClient convert(Client client) {
        RegisteredClient.Builder builder = RegisteredClient.withId(client.id())
                .clientId(client.id())
                .clientIdIssuedAt(client.createdAt())
                .clientName(client.name())
                .clientAuthenticationMethod(
                        new ClientAuthenticationMethod(client.authMethod().protocolName()))
                .clientSettings(ClientSettings.builder()
                        .requireProofKey(client.publicClient())
                        .requireAuthorizationConsent(client.consentRequired())
                        .build())
                .tokenSettings(TokenSettings.builder()
                        .accessTokenTimeToLive(client.accessTokenLifetime())
                        .refreshTokenTimeToLive(client.refreshTokenLifetime())
                        .reuseRefreshTokens(false)
                        .idTokenSignatureAlgorithm(algorithm(client.idTokenAlgorithm()))
                        .build());
        client.grantTypes().forEach(type -> builder.authorizationGrantType(new AuthorizationGrantType(type)));
        if (client.grantTypes().isEmpty()) {
            // Spring's type must have one; this one has no endpoint.
            builder.authorizationGrantType(new AuthorizationGrantType("none"));
        }
        client.scopes().forEach(builder::scope);
        client.redirectUris().forEach(builder::redirectUri);
        client.postLogoutRedirectUris().forEach(builder::postLogoutRedirectUri);
        return builder.build();
    }

    private static SignatureAlgorithm algorithm(SigningAlgorithm algorithm) {
        return switch (algorithm) {
            case ES256 -> SignatureAlgorithm.ES256;
            // Our mint signs; Spring's type merely has no word for EdDSA.
            case RS256, EDDSA -> SignatureAlgorithm.RS256;
        };
    }
}
