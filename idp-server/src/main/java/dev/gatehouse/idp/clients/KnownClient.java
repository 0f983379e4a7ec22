package dev.gatehouse.idp.clients;

import com.nimbusds.jose.jwk.JWKSet;
import java.text.ParseException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

/**
 * A client with what every request needs of it, computed once for as long as it is cached.
 *
 * @param registered the client as Spring's authorization server sees it
 */
public record KnownClient(
        Client client,
        RegisteredClient registered,
        Set<String> scopes,
        Optional<JWKSet> keys,
        CustomClaims customClaims) {

    public static KnownClient of(Client client) {
        return new KnownClient(
                client,
                SpringClients.convert(client),
                Set.copyOf(client.scopes()),
                keys(client.jwks()),
                client.customClaims() == null ? CustomClaims.NONE : CustomClaims.parse(client.customClaims()));
    }

    private static Optional<JWKSet> keys(@Nullable String jwks) {
        if (jwks == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(JWKSet.parse(jwks));
        } catch (ParseException malformed) {
            // Registration refuses a malformed set; one that is here all the same verifies nothing.
            return Optional.empty();
        }
    }
}
