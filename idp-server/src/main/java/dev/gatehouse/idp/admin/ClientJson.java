package dev.gatehouse.idp.admin;

import dev.gatehouse.idp.api.JsonText;
import dev.gatehouse.idp.api.Times;
import dev.gatehouse.idp.clients.Client;
import dev.gatehouse.idp.clients.ClientKind;
import dev.gatehouse.idp.clients.ClientStatus;
import dev.gatehouse.idp.keys.SigningAlgorithm;
import dev.gatehouse.idp.secrets.GeneratedSecret;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A client as the API shows it: the names of RFC 7591 section 2 and ours in the same style. The secret's hash has no
 * place here.
 */
final class ClientJson {

    /** What a caller may send back, but not change. */
    static final Set<String> READ_ONLY =
            Set.of("client_id", "client_id_issued_at", "updated_at", "workspace", "built_in", "has_secret");

    private ClientJson() {}

    static ObjectNode of(Client client) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("client_id", client.id());
        json.put("client_id_issued_at", client.createdAt().getEpochSecond());
        json.put("updated_at", Times.text(client.updatedAt()));
        json.put("workspace", client.workspace());
        json.put("built_in", client.kind() == ClientKind.BUILT_IN);
        json.put("status", status(client.status()));
        json.put("client_name", client.name());
        json.put("token_endpoint_auth_method", client.authMethod().protocolName());
        json.put("has_secret", client.secretHash() != null);
        texts(json, "grant_types", client.grantTypes());
        texts(json, "response_types", client.responseTypes());
        texts(json, "redirect_uris", client.redirectUris());
        texts(json, "post_logout_redirect_uris", client.postLogoutRedirectUris());
        json.put("scope", String.join(" ", client.scopes()));
        json.put("default_scope", String.join(" ", client.defaultScopes()));
        texts(json, "audience", client.audiences());
        ObjectNode scopeAudience = json.putObject("scope_audience");
        client.scopeAudiences().forEach(entry -> texts(scopeAudience, entry.scope(), entry.audiences()));
        texts(json, "web_origins", client.webOrigins());
        json.put("access_token_lifetime", client.accessTokenSeconds());
        json.put("refresh_token_lifetime", client.refreshTokenSeconds());
        json.put("access_token_signing_alg", client.accessTokenAlgorithm().jws().getName());
        json.put("id_token_signed_response_alg", client.idTokenAlgorithm().jws().getName());
        json.put("consent_required", client.consentRequired());
        object(json, "jwks", client.jwks());
        if (client.jwksUri() != null) {
            json.put("jwks_uri", client.jwksUri());
        }
        object(json, "custom_claims", client.customClaims());
        return json;
    }

    /** With the secret in clear, which is shown in this one answer. */
    static ObjectNode withSecret(Client client, Optional<GeneratedSecret> secret) {
        ObjectNode json = of(client);
        secret.ifPresent(fresh -> {
            json.put("client_secret", fresh.reveal());
            // RFC 7591 section 3.2.1: 0 is never.
            json.put("client_secret_expires_at", 0);
        });
        return json;
    }

    static String status(ClientStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    /** The algorithm of a JOSE name (RFC 7518 section 3.1, RFC 8037 section 3.1). */
    static Optional<SigningAlgorithm> algorithm(String name) {
        return Arrays.stream(SigningAlgorithm.values())
                .filter(algorithm -> algorithm.jws().getName().equals(name))
                .findFirst();
    }

    private static void texts(ObjectNode json, String name, List<String> values) {
        var array = json.putArray(name);
        values.forEach(array::add);
    }

    private static void object(ObjectNode json, String name, @Nullable String text) {
        if (text != null) {
            json.set(name, JsonText.stored(text));
        }
    }
}
