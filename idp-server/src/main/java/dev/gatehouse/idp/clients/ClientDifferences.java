package dev.gatehouse.idp.clients;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.gatehouse.idp.audit.FieldChange;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What changed between two states of a client, for the trail, in the words of RFC 7591. No secret is among it. */
final class ClientDifferences {

    private ClientDifferences() {}

    static List<FieldChange> between(@Nullable Client before, Client after) {
        Map<String, @Nullable String> old = before == null ? Map.of() : fields(before);
        var changes = new ArrayList<FieldChange>();
        fields(after).forEach((field, value) -> {
            if (!Objects.equals(old.get(field), value)) {
                changes.add(new FieldChange(field, old.get(field), value, false));
            }
        });
        String oldHash = before == null ? null : before.secretHash();
        if (!Objects.equals(oldHash, after.secretHash())) {
            changes.add(new FieldChange("client_secret", null, null, false));
        }
        return changes;
    }

    private static Map<String, @Nullable String> fields(Client client) {
        var fields = new LinkedHashMap<String, @Nullable String>();
        fields.put("client_name", client.name());
        fields.put("status", client.status().name().toLowerCase(java.util.Locale.ROOT));
        fields.put("generation", String.valueOf(client.generation()));
        fields.put("token_endpoint_auth_method", client.authMethod().protocolName());
        fields.put("jwks", thumbprints(client.jwks()));
        fields.put("jwks_uri", client.jwksUri());
        fields.put("grant_types", joined(client.grantTypes()));
        fields.put("response_types", joined(client.responseTypes()));
        fields.put("redirect_uris", joined(client.redirectUris()));
        fields.put("post_logout_redirect_uris", joined(client.postLogoutRedirectUris()));
        fields.put("scope", joined(client.scopes()));
        fields.put("default_scope", joined(client.defaultScopes()));
        fields.put("audience", joined(client.audiences()));
        fields.put(
                "scope_audience",
                joined(client.scopeAudiences().stream()
                        .map(entry -> entry.scope() + ":" + String.join(",", entry.audiences()))
                        .toList()));
        fields.put("web_origins", joined(client.webOrigins()));
        fields.put("access_token_lifetime", String.valueOf(client.accessTokenSeconds()));
        fields.put("refresh_token_lifetime", String.valueOf(client.refreshTokenSeconds()));
        fields.put(
                "access_token_signing_alg", client.accessTokenAlgorithm().jws().getName());
        fields.put(
                "id_token_signed_response_alg", client.idTokenAlgorithm().jws().getName());
        fields.put("custom_claims", client.customClaims());
        fields.put("consent_required", String.valueOf(client.consentRequired()));
        return fields;
    }

    private static @Nullable String joined(List<String> values) {
        return values.isEmpty() ? null : String.join(" ", values);
    }

    /** RFC 7638: which keys, in few characters. */
    private static @Nullable String thumbprints(@Nullable String jwks) {
        if (jwks == null) {
            return null;
        }
        try {
            var thumbprints = new ArrayList<String>();
            for (JWK key : JWKSet.parse(jwks).getKeys()) {
                thumbprints.add(key.computeThumbprint().toString());
            }
            return String.join(" ", thumbprints);
        } catch (ParseException | JOSEException unreadable) {
            return "unreadable";
        }
    }
}
