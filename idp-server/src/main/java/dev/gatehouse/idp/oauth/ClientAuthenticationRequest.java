package dev.gatehouse.idp.oauth;

import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** {@link PresentedCredentials} on their way through Spring's client authentication filter. */
final class ClientAuthenticationRequest extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1;

    private final transient PresentedCredentials credentials;

    ClientAuthenticationRequest(PresentedCredentials credentials) {
        super(List.of());
        this.credentials = credentials;
    }

    @Override
    public PresentedCredentials getCredentials() {
        return credentials;
    }

    @Override
    public Object getPrincipal() {
        return "";
    }
}
