package dev.gatehouse.idp.sessions;

import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** The authentication of a request by its session cookie. */
public final class SessionToken extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1;

    private final transient SignedInPerson person;

    SessionToken(SignedInPerson person) {
        super(List.of());
        this.person = person;
        super.setAuthenticated(true);
    }

    @Override
    public SignedInPerson getPrincipal() {
        return person;
    }

    @Override
    public String getCredentials() {
        return "";
    }
}
