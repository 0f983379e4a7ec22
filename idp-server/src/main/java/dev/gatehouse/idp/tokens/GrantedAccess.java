package dev.gatehouse.idp.tokens;

import dev.gatehouse.idp.clients.KnownClient;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a grant decided: the access that the mint puts into a token.
 *
 * @param subject whom the token is about: a person, or for client_credentials the client itself
 * @param resources what the token was asked to be for (RFC 8707); empty where the client's registration decides
 * @param workspace the workspace that the token is for
 * @param roles the roles that the subject holds there
 * @param signIn how the person signed in; null when no person is involved
 * @param grantId what the person agreed to; ending it ends every token made from it; null when nobody was asked
 */
public record GrantedAccess(
        KnownClient client,
        String subject,
        List<String> scopes,
        List<String> resources,
        String workspace,
        List<String> roles,
        @Nullable SignIn signIn,
        @Nullable String grantId) {

    public GrantedAccess {
        scopes = List.copyOf(scopes);
        resources = List.copyOf(resources);
        roles = List.copyOf(roles);
    }
}
