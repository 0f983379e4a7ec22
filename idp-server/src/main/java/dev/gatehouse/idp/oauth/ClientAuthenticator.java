package dev.gatehouse.idp.oauth;

import dev.gatehouse.idp.clients.Client;
import dev.gatehouse.idp.clients.ClientAuthMethod;
import dev.gatehouse.idp.clients.ClientKind;
import dev.gatehouse.idp.clients.ClientSecrets;
import dev.gatehouse.idp.clients.Clients;
import dev.gatehouse.idp.clients.KnownClient;
import dev.gatehouse.idp.oauth.PresentedCredentials.Assertion;
import dev.gatehouse.idp.oauth.PresentedCredentials.NameOnly;
import dev.gatehouse.idp.oauth.PresentedCredentials.Secret;
import java.time.Clock;
import java.time.Instant;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;

/**
 * Step 1 of every protocol request: which client is this? Whatever fails, the caller learns only that authentication
 * failed; the audit record says why.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-2.3">RFC 6749 section 2.3</a>
 */
final class ClientAuthenticator implements AuthenticationManager {

    private final Clients clients;
    private final ClientSecrets secrets;
    private final ClientAssertions assertions;
    private final Clock clock;

    ClientAuthenticator(Clients clients, ClientSecrets secrets, ClientAssertions assertions, Clock clock) {
        this.clients = clients;
        this.secrets = secrets;
        this.assertions = assertions;
        this.clock = clock;
    }

    @Override
    public Authentication authenticate(Authentication request) {
        return switch (((ClientAuthenticationRequest) request).getCredentials()) {
            case Secret secret -> bySecret(secret);
            case Assertion assertion -> byAssertion(assertion);
            case NameOnly name -> byName(name);
        };
    }

    AuthenticatedClient bySecret(Secret presented) {
        KnownClient known = active(presented.clientId());
        Client client = known.client();
        if (!maySend(client, presented.method())) {
            throw ProtocolError.invalidClient("wrong-method", client).asException();
        }
        Instant now = clock.instant();
        String unencoded = presented.unencodedSecret();
        boolean matches = secrets.matches(client, presented.secret(), now)
                || (unencoded != null
                        && !unencoded.equals(presented.secret())
                        && secrets.matches(client, unencoded, now));
        if (!matches) {
            throw ProtocolError.invalidClient("wrong-secret", client).asException();
        }
        return new AuthenticatedClient(known, presented.method());
    }

    /** The bootstrap client was never registered with a method, so it may send its secret either way. */
    private static boolean maySend(Client client, ClientAuthMethod method) {
        return client.authMethod() == method
                || (client.kind() == ClientKind.BOOTSTRAP && client.authMethod().usesSecret());
    }

    private AuthenticatedClient byAssertion(Assertion presented) {
        String clientId = assertions
                .unverifiedIssuer(presented.assertion())
                .orElseThrow(
                        () -> ProtocolError.invalidClient("malformed-assertion").asException());
        if (presented.clientId() != null && !presented.clientId().equals(clientId)) {
            throw ProtocolError.invalidClient("assertion-of-another-client").asException();
        }
        KnownClient known = active(clientId);
        if (known.client().authMethod() != ClientAuthMethod.PRIVATE_KEY_JWT) {
            throw ProtocolError.invalidClient("wrong-method", known.client()).asException();
        }
        assertions.redeem(known, presented.assertion()).ifPresent(refusal -> {
            throw ProtocolError.invalidClient(refusal, known.client()).asException();
        });
        return new AuthenticatedClient(known, ClientAuthMethod.PRIVATE_KEY_JWT);
    }

    private AuthenticatedClient byName(NameOnly name) {
        KnownClient known = active(name.clientId());
        if (!known.client().publicClient()) {
            throw ProtocolError.invalidClient("no-credentials", known.client()).asException();
        }
        return new AuthenticatedClient(known, ClientAuthMethod.NONE);
    }

    private KnownClient active(String clientId) {
        KnownClient known = clients.find(clientId)
                .orElseThrow(() -> ProtocolError.invalidClient("unknown-client").asException());
        if (!known.client().active()) {
            throw ProtocolError.invalidClient("disabled-client", known.client()).asException();
        }
        return known;
    }
}
