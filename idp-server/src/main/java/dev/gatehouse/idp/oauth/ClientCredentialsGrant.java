package dev.gatehouse.idp.oauth;

import dev.gatehouse.acl.Subject;
import dev.gatehouse.idp.access.EffectiveRoles;
import dev.gatehouse.idp.clients.Client;
import dev.gatehouse.idp.clients.GrantType;
import dev.gatehouse.idp.oauth.ResourceIndicators.Requested;
import dev.gatehouse.idp.tokens.GrantedAccess;
import java.util.List;

/**
 * The client acts for itself: it is the subject, and no person is involved.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-4.4">RFC 6749 section 4.4</a>
 */
public final class ClientCredentialsGrant implements TokenGrant {

    private final ResourceIndicators resources;
    private final EffectiveRoles roles;

    public ClientCredentialsGrant(ResourceIndicators resources, EffectiveRoles roles) {
        this.resources = resources;
        this.roles = roles;
    }

    @Override
    public String type() {
        return GrantType.CLIENT_CREDENTIALS;
    }

    @Override
    public Decision decide(AuthenticatedClient client, FormParameters parameters) {
        if (!client.confidential()) {
            // RFC 6749 section 4.4: "MUST only be used by confidential clients".
            return new Decision.Refused(ProtocolError.unauthorizedClient("a public client has no client_credentials"));
        }
        return switch (RequestedScopes.of(client.known(), parameters)) {
            case RequestedScopes.Refused(ProtocolError error) -> new Decision.Refused(error);
            case RequestedScopes.Allowed(List<String> scopes) -> decide(client, scopes, parameters);
        };
    }

    private Decision decide(AuthenticatedClient client, List<String> scopes, FormParameters parameters) {
        return switch (resources.ofClient(client.client(), scopes, parameters.resources())) {
            case Requested.Refused(ProtocolError error) -> new Decision.Refused(error);
            case Requested.Allowed(List<String> targets) -> granted(client, scopes, targets);
        };
    }

    private Decision granted(AuthenticatedClient authenticated, List<String> scopes, List<String> targets) {
        Client client = authenticated.client();
        return switch (roles.of(client.workspace(), Subject.service(client.id()))) {
            case EffectiveRoles.Roles.NotReached() ->
                new Decision.Refused(ProtocolError.temporarilyUnavailable("access-model-not-read"));
            case EffectiveRoles.Roles.Known(List<String> names) ->
                new Decision.Granted(new GrantedAccess(
                        authenticated.known(), client.id(), scopes, targets, client.workspace(), names, null, null));
        };
    }
}
