package dev.gatehouse.idp.oauth;

import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.clients.Client;
import dev.gatehouse.idp.clients.ClientAuthMethod;
import dev.gatehouse.idp.clients.KnownClient;
import jakarta.servlet.ServletRequest;
import java.util.Optional;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;

/**
 * The client of a protocol request, once it has authenticated; a public client has named itself only.
 *
 * <p>It is kept as an attribute of the request, since Spring's endpoint filters clear the security context before an
 * error is answered, and the record of the error names the client.
 */
public final class AuthenticatedClient extends OAuth2ClientAuthenticationToken {

    private static final long serialVersionUID = 1;
    private static final String ATTRIBUTE = AuthenticatedClient.class.getName();

    private final transient KnownClient known;
    private final ClientAuthMethod method;

    AuthenticatedClient(KnownClient known, ClientAuthMethod method) {
        super(known.registered(), new ClientAuthenticationMethod(method.protocolName()), null);
        this.known = known;
        this.method = method;
    }

    public KnownClient known() {
        return known;
    }

    public Client client() {
        return known.client();
    }

    /** Whether it proved that it is this client. */
    public boolean confidential() {
        return method != ClientAuthMethod.NONE;
    }

    ClientAuthMethod method() {
        return method;
    }

    /** As audit records name it. */
    public Actor actor() {
        return Actor.service(known.client().id());
    }

    void attachTo(ServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    static Optional<AuthenticatedClient> find(ServletRequest request) {
        return Optional.ofNullable((AuthenticatedClient) request.getAttribute(ATTRIBUTE));
    }

    static AuthenticatedClient of(ServletRequest request) {
        return find(request)
                .orElseThrow(() -> ProtocolError.invalidClient("no-client").asException());
    }
}
