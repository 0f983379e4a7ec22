package dev.gatehouse.idp.oauth;

import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.audit.AuditTrail.Effect;
import dev.gatehouse.idp.audit.ChangeEvent;
import dev.gatehouse.idp.audit.Target;
import dev.gatehouse.idp.clients.Client;
import dev.gatehouse.idp.clients.GrantType;
import dev.gatehouse.idp.grants.DeviceCodes;
import dev.gatehouse.idp.oauth.ResourceIndicators.Requested;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;

/**
 * Gives a device the two codes with which it waits for a person.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8628#section-3.2">RFC 8628 section 3.2</a>
 */
final class StartedDevices implements AuthenticationManager {

    static final String VERIFICATION_PATH = "/oauth2/device_verification";

    private final String issuer;
    private final ResourceIndicators resources;
    private final DeviceCodes devices;
    private final AuditTrail trail;

    StartedDevices(String issuer, DeviceCodes devices, AuditTrail trail) {
        this.issuer = issuer;
        this.resources = new ResourceIndicators(issuer);
        this.devices = devices;
        this.trail = trail;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        ClientCall call = (ClientCall) authentication;
        Client client = call.client().client();
        if (!client.allowsGrant(GrantType.DEVICE_CODE)) {
            throw ProtocolError.unauthorizedClient("the client is not registered for this grant type")
                    .asException();
        }
        List<String> scopes = switch (RequestedScopes.of(call.client().known(), call.parameters())) {
            case RequestedScopes.Refused(ProtocolError error) -> throw error.asException();
            case RequestedScopes.Allowed(List<String> allowed) -> allowed;
        };
        List<String> targets =
                switch (resources.ofClient(client, scopes, call.parameters().resources())) {
                    case Requested.Refused(ProtocolError error) -> throw error.asException();
                    case Requested.Allowed(List<String> allowed) -> allowed;
                };
        ChangeEvent intent =
                ChangeEvent.intent("device.started", new Target("client", client.id()), client.workspace());
        DeviceCodes.Codes codes = trail.change(
                call.client().actor(),
                intent,
                change -> new Effect<>(
                        devices.issue(client.workspace(), client.id(), scopes, targets, change),
                        intent.succeeded(List.of())));
        return call.answered(answer(codes));
    }

    private Map<String, Object> answer(DeviceCodes.Codes codes) {
        String verification = issuer + VERIFICATION_PATH;
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("device_code", codes.deviceCode());
        answer.put("user_code", codes.userCode());
        answer.put("verification_uri", verification);
        answer.put("verification_uri_complete", verification + "?user_code=" + codes.userCode());
        answer.put("expires_in", DeviceCodes.LIFETIME.toSeconds());
        answer.put("interval", DeviceCodes.INTERVAL);
        return answer;
    }
}
