package dev.gatehouse.idp.oauth;

import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** A token request of an authenticated client, on its way through Spring's token endpoint filter. */
final class TokenRequest extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1;

    private final AuthenticatedClient client;
    private final transient TokenGrant grant;
    private final transient FormParameters parameters;

    TokenRequest(AuthenticatedClient client, TokenGrant grant, FormParameters parameters) {
        super(List.of());
        this.client = client;
        this.grant = grant;
        this.parameters = parameters;
    }

    AuthenticatedClient client() {
        return client;
    }

    TokenGrant grant() {
        return grant;
    }

    FormParameters parameters() {
        return parameters;
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public Object getPrincipal() {
        return client;
    }
}
