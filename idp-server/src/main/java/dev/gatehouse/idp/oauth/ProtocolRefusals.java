package dev.gatehouse.idp.oauth;

import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.audit.Outcome;
import dev.gatehouse.idp.audit.RefusalAggregation;
import dev.gatehouse.idp.audit.Target;
import dev.gatehouse.idp.audit.TokenEvent;
import dev.gatehouse.idp.clients.Client;
import dev.gatehouse.idp.clients.GrantType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/** The error answers of one endpoint: recorded, then sent. */
final class ProtocolRefusals implements AuthenticationFailureHandler {

    private final ProtocolEndpoint endpoint;
    private final AuditTrail trail;
    private final RefusalAggregation anonymous;

    ProtocolRefusals(ProtocolEndpoint endpoint, AuditTrail trail, RefusalAggregation anonymous) {
        this.endpoint = endpoint;
        this.trail = trail;
        this.anonymous = anonymous;
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        refuse(request, response, error(failure));
    }

    /** Records the refusal and answers with it. */
    void refuse(HttpServletRequest request, HttpServletResponse response, ProtocolError error) throws IOException {
        Optional<AuthenticatedClient> client = AuthenticatedClient.find(request);
        TokenEvent event = event(request, client, error);
        if (client.isPresent()) {
            trail.record(client.get().actor(), event);
        } else {
            anonymous.record(event);
        }
        ProtocolAnswer.write(response, error);
    }

    private TokenEvent event(HttpServletRequest request, Optional<AuthenticatedClient> client, ProtocolError error) {
        return new TokenEvent(
                endpoint.event(),
                error.status() == 503 ? Outcome.FAILURE : Outcome.DENIED,
                Optional.of(error.code()),
                error.client().isEmpty()
                        ? new Target("endpoint", endpoint.path())
                        : new Target("client", error.client()),
                client.map(AuthenticatedClient::client).map(Client::workspace).orElse("system"),
                Optional.empty(),
                facts(request, error));
    }

    private static Map<String, String> facts(HttpServletRequest request, ProtocolError error) {
        Map<String, String> facts = new HashMap<>();
        if (!error.detail().isEmpty()) {
            facts.put("detail", error.detail());
        }
        if (request instanceof FormRequest) {
            // A name that is not of ours may be anything, a credential in the wrong place too.
            String grantType = FormRequest.parametersOf(request).get("grant_type");
            if (grantType != null && GrantType.ALL.contains(grantType)) {
                facts.put("grant_type", grantType);
            }
        }
        return facts;
    }

    private static ProtocolError error(AuthenticationException failure) {
        if (failure instanceof ProtocolException refusal) {
            return refusal.error();
        }
        // Spring's endpoint filters refuse a few requests by themselves; their texts are not ours to send.
        String code = failure instanceof OAuth2AuthenticationException oauth
                ? oauth.getError().getErrorCode()
                : "invalid_request";
        return switch (code) {
            case "invalid_client" -> ProtocolError.invalidClient("");
            case "unsupported_grant_type" -> ProtocolError.unsupportedGrantType();
            default -> ProtocolError.invalidRequest("the request is malformed");
        };
    }
}
