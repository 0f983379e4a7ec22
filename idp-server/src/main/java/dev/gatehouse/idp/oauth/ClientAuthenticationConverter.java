package dev.gatehouse.idp.oauth;

import dev.gatehouse.idp.clients.ClientAuthMethod;
import dev.gatehouse.idp.oauth.PresentedCredentials.Assertion;
import dev.gatehouse.idp.oauth.PresentedCredentials.NameOnly;
import dev.gatehouse.idp.oauth.PresentedCredentials.Secret;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Finds the credentials of a request.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-2.3">RFC 6749 section 2.3</a>: "The client MUST NOT use
 *     more than one authentication method in each request."
 */
final class ClientAuthenticationConverter implements AuthenticationConverter {

    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    @Override
    public Authentication convert(HttpServletRequest request) {
        FormParameters parameters = FormRequest.parametersOf(request);
        String header = authorization(request);
        boolean asserted = parameters.has("client_assertion") || parameters.has("client_assertion_type");
        boolean posted = parameters.has("client_secret");
        if ((header != null && (asserted || posted)) || (asserted && posted)) {
            throw ProtocolError.invalidRequest("more than one client authentication method is used")
                    .asException();
        }
        return new ClientAuthenticationRequest(
                header != null
                        ? basic(header, parameters)
                        : asserted ? assertion(parameters) : posted ? secretPost(parameters) : nameOnly(parameters));
    }

    private static @Nullable String authorization(HttpServletRequest request) {
        Enumeration<String> headers = request.getHeaders("Authorization");
        if (!headers.hasMoreElements()) {
            return null;
        }
        String header = headers.nextElement();
        if (headers.hasMoreElements()) {
            throw ProtocolError.invalidRequest("there is more than one Authorization header")
                    .asException();
        }
        return header;
    }

    private static PresentedCredentials basic(String header, FormParameters parameters) {
        Secret presented = BasicCredentials.read(header);
        requireSameClient(parameters, presented.clientId());
        return presented;
    }

    private static PresentedCredentials assertion(FormParameters parameters) {
        if (!ASSERTION_TYPE.equals(parameters.require("client_assertion_type"))) {
            throw ProtocolError.invalidClient("unknown-assertion-type").asException();
        }
        return new Assertion(parameters.require("client_assertion"), parameters.get("client_id"));
    }

    private static PresentedCredentials secretPost(FormParameters parameters) {
        return new Secret(
                ClientAuthMethod.CLIENT_SECRET_POST,
                parameters.require("client_id"),
                parameters.require("client_secret"),
                null);
    }

    private static PresentedCredentials nameOnly(FormParameters parameters) {
        String clientId = parameters.get("client_id");
        if (clientId == null) {
            // RFC 6749 section 5.2: "no client authentication included" is invalid_client.
            throw ProtocolError.invalidClient("no-credentials").asException();
        }
        return new NameOnly(clientId);
    }

    private static void requireSameClient(FormParameters parameters, String clientId) {
        String parameter = parameters.get("client_id");
        if (parameter != null && !parameter.equals(clientId)) {
            throw ProtocolError.invalidRequest("client_id names another client than the credentials")
                    .asException();
        }
    }
}
