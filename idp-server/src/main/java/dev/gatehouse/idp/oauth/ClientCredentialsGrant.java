package dev.gatehouse.idp.oauth;

import dev.gatehouse.idp.clients.Client;
import dev.gatehouse.idp.clients.GrantType;
import dev.gatehouse.idp.tokens.GrantedAccess;
import java.util.List;

/**
 * The client acts for itself: it is the subject, and no person is involved.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-4.4">RFC 6749 section 4.4</a>
 */
public final class ClientCredentialsGrant implements TokenGrant {

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
            case RequestedScopes.Allowed(List<String> scopes) -> new Decision.Granted(access(client, scopes));
        };
    }

    private static GrantedAccess access(AuthenticatedClient authenticated, List<String> scopes) {
        Client client = authenticated.client();
        return new GrantedAccess(
                authenticated.known(), client.id(), scopes, client.workspace(), client.roles(), null, null);
    }
}
