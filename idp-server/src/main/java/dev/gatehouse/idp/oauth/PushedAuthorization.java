package dev.gatehouse.idp.oauth;

import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.audit.AuditTrail.Effect;
import dev.gatehouse.idp.audit.ChangeEvent;
import dev.gatehouse.idp.audit.Target;
import dev.gatehouse.idp.grants.PushedRequests;
import dev.gatehouse.idp.oauth.authorize.AuthorizationEndpoint;
import dev.gatehouse.idp.oauth.authorize.Refusal;
import dev.gatehouse.idp.oauth.authorize.RequestParameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;

/**
 * Keeps an authorization request that its client pushes ahead of the browser, once it is found valid.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9126#section-2.1">RFC 9126 section 2.1</a>
 */
final class PushedAuthorization implements AuthenticationManager {

    /** What authenticates the client is no part of the request. */
    private static final Set<String> CREDENTIALS = Set.of("client_secret", "client_assertion", "client_assertion_type");

    private final AuthorizationEndpoint authorization;
    private final PushedRequests requests;
    private final AuditTrail trail;

    PushedAuthorization(AuthorizationEndpoint authorization, PushedRequests requests, AuditTrail trail) {
        this.authorization = authorization;
        this.requests = requests;
        this.trail = trail;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        ClientCall call = (ClientCall) authentication;
        AuthenticatedClient client = call.client();
        if (call.parameters().has("request_uri")) {
            throw ProtocolError.invalidRequest("request_uri cannot be pushed").asException();
        }
        Map<String, String> form = new LinkedHashMap<>(call.parameters().values());
        form.keySet().removeAll(CREDENTIALS);
        form.put("client_id", client.client().id());
        RequestParameters parameters =
                RequestParameters.form(form, call.parameters().resources());
        Optional<Refusal> refusal = authorization.refusal(parameters);
        if (refusal.isPresent()) {
            throw new ProtocolError(400, refusal.get().error(), refusal.get().description(), "").asException();
        }
        ChangeEvent intent = ChangeEvent.intent(
                "authorization.pushed",
                new Target("client", client.client().id()),
                client.client().workspace());
        String uri = trail.change(
                client.actor(),
                intent,
                change -> new Effect<>(
                        requests.push(client.client().id(), parameters.encoded(), change),
                        intent.succeeded(List.of())));
        return call.answered(Map.of("request_uri", uri, "expires_in", PushedRequests.LIFETIME.toSeconds()));
    }
}
