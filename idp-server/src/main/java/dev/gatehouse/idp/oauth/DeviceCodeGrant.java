package dev.gatehouse.idp.oauth;

import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.audit.AuditTrail.Effect;
import dev.gatehouse.idp.audit.ChangeEvent;
import dev.gatehouse.idp.audit.Target;
import dev.gatehouse.idp.audit.TokenEvent;
import dev.gatehouse.idp.clients.GrantType;
import dev.gatehouse.idp.grants.DeviceCodes;
import dev.gatehouse.idp.grants.Grant;
import dev.gatehouse.idp.grants.GrantRevocation;
import dev.gatehouse.idp.grants.Grants;
import dev.gatehouse.idp.oauth.GrantedTokens.Extent;
import dev.gatehouse.idp.oauth.ResourceIndicators.Requested;
import java.util.List;
import java.util.Optional;

/**
 * A device polls until a person has decided about it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8628#section-3.4">RFC 8628 sections 3.4</a> and 3.5
 */
public final class DeviceCodeGrant implements TokenGrant {

    private final DeviceCodes devices;
    private final Grants grants;
    private final GrantRevocation revocation;
    private final GrantedTokens tokens;
    private final AuditTrail trail;

    public DeviceCodeGrant(
            DeviceCodes devices, Grants grants, GrantRevocation revocation, GrantedTokens tokens, AuditTrail trail) {
        this.devices = devices;
        this.grants = grants;
        this.revocation = revocation;
        this.tokens = tokens;
        this.trail = trail;
    }

    @Override
    public String type() {
        return GrantType.DEVICE_CODE;
    }

    @Override
    public Decision decide(AuthenticatedClient client, FormParameters parameters) {
        String deviceCode = parameters.require("device_code");
        return switch (devices.poll(deviceCode, client.client().id())) {
            case PENDING -> refused("authorization_pending", "the person has not decided yet");
            case TOO_FAST -> refused("slow_down", "the device polls too often");
            case DENIED -> refused("access_denied", "the person said no");
            case EXPIRED -> refused("expired_token", "the device code has expired");
            case UNKNOWN -> unknown();
            case APPROVED ->
                devices.approved(deviceCode, client.client().id())
                        .map(grant -> resources(client, deviceCode, grant, parameters))
                        .orElseGet(DeviceCodeGrant::unknown);
        };
    }

    private Decision resources(AuthenticatedClient client, String deviceCode, Grant grant, FormParameters parameters) {
        return switch (tokens.resources(client, grant, grant.scopes(), parameters)) {
            case Requested.Refused(ProtocolError error) -> new Decision.Refused(error);
            case Requested.Allowed(List<String> resources) ->
                redeem(client, deviceCode, grant, new Extent(grant.scopes(), resources));
        };
    }

    private Decision redeem(AuthenticatedClient client, String deviceCode, Grant grant, Extent extent) {
        return switch (tokens.standing(client, grant)) {
            case GrantedTokens.Standing.Fallen(ProtocolError error) -> new Decision.Refused(error);
            case GrantedTokens.Standing.Stands(GrantedTokens.Holder holder) ->
                redeem(client, deviceCode, grant, holder, extent);
        };
    }

    private Decision redeem(
            AuthenticatedClient client, String deviceCode, Grant grant, GrantedTokens.Holder holder, Extent extent) {
        ChangeEvent intent = ChangeEvent.intent("grant.opened", new Target("grant", grant.id()), grant.workspace())
                .about(grant.subject());
        Optional<Decision> decision = trail.change(client.actor(), intent, change -> {
            boolean first = devices.redeem(deviceCode, client.client().id()).isPresent() && grants.open(grant, change);
            if (!first) {
                return new Effect<>(Optional.empty(), intent.refused("device-code-used"));
            }
            Decision granted = tokens.tokens(client, grant, holder, extent, null, TokenEvent.Kind.ISSUED, change);
            return new Effect<>(Optional.of(granted), intent.succeeded(List.of()));
        });
        if (decision.isPresent() && !tokens.consented(client, grant)) {
            revocation.end(client.actor(), grant, GrantRevocation.Reason.CONSENT_WITHDRAWN);
            return unknown();
        }
        return decision.orElseGet(DeviceCodeGrant::unknown);
    }

    private static Decision unknown() {
        return new Decision.Refused(
                ProtocolError.invalidGrant("the device code cannot be used", "unknown-device-code"));
    }

    private static Decision refused(String code, String description) {
        return new Decision.Refused(new ProtocolError(400, code, description, ""));
    }
}
