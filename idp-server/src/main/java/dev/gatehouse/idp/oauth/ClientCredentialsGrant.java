package dev.gatehouse.idp.oauth;

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

    public ClientCredentialsGrant(ResourceIndicators resources) {
        this.resources = resources;
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
            case Requested.Allowed(List<String> targets) -> new Decision.Granted(access(client, scopes, targets));
        };
    }

    private static GrantedAccess access(
            AuthenticatedClient authenticated, List<String> scopes, List<String> resources) {
        Client client = authenticated.client();
        return new GrantedAccess(
                authenticated.known(), client.id(), scopes, resources, client.workspace(), client.roles(), null, null);
    }
}
