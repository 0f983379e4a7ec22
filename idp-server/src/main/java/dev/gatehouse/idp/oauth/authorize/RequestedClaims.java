package dev.gatehouse.idp.oauth.authorize;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The {@code claims} parameter: which claims are asked for, and where.
 *
 * @param userinfo asked of the userinfo endpoint
 * @param idToken asked of the ID token
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#ClaimsParameter">OpenID Connect Core 1.0 section
 *     5.5</a>
 */
public record RequestedClaims(Map<String, Wish> userinfo, Map<String, Wish> idToken) {

    public static final RequestedClaims NONE = new RequestedClaims(Map.of(), Map.of());

    /** More than any client asks for, less than what hurts to keep with a grant. */
    private static final int LONGEST = 8_192;

    private static final JsonMapper JSON = JsonMapper.shared();

    /**
     * A wish for one claim.
     *
     * @param essential whether the client cannot do without
     * @param values the values that would do, best first; empty for any
     */
    public record Wish(boolean essential, List<String> values) {
        public Wish {
            values = List.copyOf(values);
        }
    }

    public RequestedClaims {
        userinfo = Map.copyOf(userinfo);
        idToken = Map.copyOf(idToken);
    }

    /** What the parameter asks for; empty when it is malformed. */
    public static Optional<RequestedClaims> parse(@Nullable String parameter) {
        if (parameter == null) {
            return Optional.of(NONE);
        }
        if (parameter.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            JsonNode root = JSON.readTree(parameter);
            if (!root.isObject()) {
                return Optional.empty();
            }
            return wishes(root.get("userinfo"))
                    .flatMap(userinfo ->
                            wishes(root.get("id_token")).map(idToken -> new RequestedClaims(userinfo, idToken)));
        } catch (JacksonException malformed) {
            return Optional.empty();
        }
    }

    public Optional<Wish> ofIdToken(String claim) {
        return Optional.ofNullable(idToken.get(claim));
    }

    public Set<String> idTokenNames() {
        return idToken.keySet();
    }

    private static Optional<Map<String, Wish>> wishes(@Nullable JsonNode member) {
        var wishes = new LinkedHashMap<String, Wish>();
        if (member == null || member.isNull()) {
            return Optional.of(wishes);
        }
        if (!member.isObject()) {
            return Optional.empty();
        }
        for (Map.Entry<String, JsonNode> property : member.properties()) {
            Optional<Wish> wish = wish(property.getValue());
            if (wish.isEmpty()) {
                return Optional.empty();
            }
            wishes.put(property.getKey(), wish.get());
        }
        return Optional.of(wishes);
    }

    private static Optional<Wish> wish(JsonNode node) {
        if (node.isNull()) {
            return Optional.of(new Wish(false, List.of()));
        }
        JsonNode essential = node.get("essential");
        JsonNode values = node.get("values");
        JsonNode value = node.get("value");
        if (!node.isObject()
                || (essential != null && !essential.isBoolean())
                || (values != null && !values.isArray())) {
            return Optional.empty();
        }
        List<String> wanted = value != null
                ? List.of(value.asString(""))
                : values == null
                        ? List.of()
                        : values.valueStream().map(one -> one.asString("")).toList();
        return Optional.of(new Wish(essential != null && essential.asBoolean(), wanted));
    }
}
