package dev.gatehouse.idp.oauth;

import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.audit.Outcome;
import dev.gatehouse.idp.audit.Target;
import dev.gatehouse.idp.audit.TokenEvent;
import dev.gatehouse.idp.tokens.AccessTokenClaims;
import dev.gatehouse.idp.tokens.VerifiedAccessToken;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Records an introspection, then answers it.
 *
 * <p>The members of an introspection answer and the claims of an access token share their names and meanings, so the
 * answer is the payload that our mint wrote, with {@code active} and {@code token_type} in front of it. Where the
 * subject's roles are others by now, or too many for the token, the answer has those of now, all of them.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7662#section-2.2">RFC 7662 section 2.2</a>
 */
final class IntrospectionAnswer implements AuthenticationSuccessHandler {

    private static final byte[] INACTIVE = "{\"active\":false}".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ACTIVE =
            "{\"active\":true,\"token_type\":\"Bearer\",".getBytes(StandardCharsets.US_ASCII);

    private final AuditTrail trail;

    IntrospectionAnswer(AuditTrail trail) {
        this.trail = trail;
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        IntrospectionResult result = (IntrospectionResult) authentication;
        trail.record(result.query().client().actor(), event(result));
        ProtocolAnswer.write(response, 200, result.inactiveBecause() == null ? active(result) : INACTIVE);
    }

    private static TokenEvent event(IntrospectionResult result) {
        String because = result.inactiveBecause();
        VerifiedAccessToken token = result.token();
        Optional<AccessTokenClaims> claims = Optional.ofNullable(token).map(VerifiedAccessToken::claims);
        return new TokenEvent(
                TokenEvent.Kind.INTROSPECTED,
                Outcome.SUCCESS,
                Optional.ofNullable(because),
                new Target("token", claims.map(AccessTokenClaims::tokenId).orElse("")),
                result.query().client().client().workspace(),
                claims.filter(about -> !about.ownedByClient()).map(AccessTokenClaims::subject),
                Map.of("active", because == null ? "true" : "false"));
    }

    private static byte[] active(IntrospectionResult result) {
        String verifiedToken = result.query().token();
        int payload = verifiedToken.indexOf('.') + 1;
        byte[] asMinted = Base64.getUrlDecoder()
                .decode(verifiedToken
                        .substring(payload, verifiedToken.lastIndexOf('.'))
                        .getBytes(StandardCharsets.ISO_8859_1));
        boolean sameRoles =
                Objects.requireNonNull(result.token()).claims().roles().equals(result.roles());
        byte[] claims = sameRoles ? asMinted : withRoles(asMinted, result.roles());
        byte[] answer = new byte[ACTIVE.length + claims.length - 1];
        System.arraycopy(ACTIVE, 0, answer, 0, ACTIVE.length);
        System.arraycopy(claims, 1, answer, ACTIVE.length, claims.length - 1);
        return answer;
    }

    private static byte[] withRoles(byte[] claims, List<String> roles) {
        ObjectNode json = (ObjectNode) JsonMapper.shared().readTree(claims);
        json.remove("roles");
        if (!roles.isEmpty()) {
            ArrayNode names = json.putArray("roles");
            roles.forEach(names::add);
        }
        return JsonMapper.shared().writeValueAsBytes(json);
    }
}
