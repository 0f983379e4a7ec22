package dev.gatehouse.idp.clients;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Constant claims that a client's access tokens carry beside ours.
 *
 * @param values the JSON text of each value, by claim name
 */
public record CustomClaims(Map<String, String> values) {

    public static final int MAX_LENGTH = 4096;

    public static final CustomClaims NONE = new CustomClaims(Map.of());

    /** The claims that we say ourselves; a client's constant never replaces one. */
    private static final Set<String> RESERVED = Set.of(
            "iss",
            "sub",
            "aud",
            "exp",
            "nbf",
            "iat",
            "jti",
            "client_id",
            "scope",
            "auth_time",
            "acr",
            "amr",
            "azp",
            "nonce",
            "at_hash",
            "c_hash",
            "s_hash",
            "typ",
            "active",
            "token_type",
            "username",
            "workspace",
            "roles",
            "roles_digest",
            "groups",
            "entitlements",
            "sid",
            "events",
            "grant_id",
            "sub_gen",
            "client_gen",
            "cnf",
            "act",
            "may_act",
            "authorization_details");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    public CustomClaims {
        values = Map.copyOf(values);
    }

    /** Reads a JSON object; {@link IllegalArgumentException} says what is wrong with it. */
    public static CustomClaims parse(String json) {
        if (json.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("custom claims are longer than " + MAX_LENGTH + " characters");
        }
        JsonNode tree;
        try {
            tree = JSON.readTree(json);
        } catch (JacksonException malformed) {
            throw new IllegalArgumentException("custom claims are not JSON", malformed);
        }
        if (!tree.isObject()) {
            throw new IllegalArgumentException("custom claims are not a JSON object");
        }
        Map<String, String> values = new LinkedHashMap<>();
        tree.properties().forEach(member -> {
            if (RESERVED.contains(member.getKey())) {
                throw new IllegalArgumentException("the claim " + member.getKey() + " is ours to make");
            }
            values.put(member.getKey(), member.getValue().toString());
        });
        return new CustomClaims(values);
    }
}
