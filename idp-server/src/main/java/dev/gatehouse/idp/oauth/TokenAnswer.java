package dev.gatehouse.idp.oauth;

import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.audit.Outcome;
import dev.gatehouse.idp.audit.Target;
import dev.gatehouse.idp.audit.TokenEvent;
import dev.gatehouse.idp.tokens.AccessTokenClaims;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;

/**
 * Steps 6 and 7 of a token request: record, then answer.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-5.1">RFC 6749 section 5.1</a>
 */
final class TokenAnswer implements AuthenticationSuccessHandler {

    private final AuditTrail trail;

    TokenAnswer(AuditTrail trail) {
        this.trail = trail;
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        IssuedTokens issued = (IssuedTokens) authentication;
        trail.record(issued.client().actor(), event(issued));
        ProtocolAnswer.write(response, 200, json(issued));
    }

    private static TokenEvent event(IssuedTokens issued) {
        AccessTokenClaims claims = issued.accessToken().claims();
        return new TokenEvent(
                issued.kind(),
                Outcome.SUCCESS,
                Optional.empty(),
                new Target("token", claims.tokenId()),
                claims.workspace(),
                claims.ownedByClient() ? Optional.empty() : Optional.of(claims.subject()),
                Map.of(
                        "grant_type", issued.grantType(),
                        "scope", String.join(" ", claims.scopes()),
                        "client_auth", issued.client().method().protocolName()));
    }

    /** A token is base64url and dots, and scope characters exclude quotes and backslashes: nothing needs escaping. */
    private static String json(IssuedTokens issued) {
        AccessTokenClaims claims = issued.accessToken().claims();
        StringBuilder json = new StringBuilder(1_200)
                .append("{\"access_token\":\"")
                .append(issued.accessToken().value())
                .append("\",\"token_type\":\"Bearer\",\"expires_in\":")
                .append(Duration.between(claims.issuedAt(), claims.expiresAt()).toSeconds());
        if (!claims.scopes().isEmpty()) {
            json.append(",\"scope\":\"")
                    .append(String.join(" ", claims.scopes()))
                    .append('"');
        }
        issued.refreshToken()
                .ifPresent(token ->
                        json.append(",\"refresh_token\":\"").append(token).append('"'));
        issued.idToken()
                .ifPresent(
                        token -> json.append(",\"id_token\":\"").append(token).append('"'));
        return json.append('}').toString();
    }
}
