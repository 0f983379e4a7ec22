package dev.gatehouse.idp.oauth;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import tools.jackson.databind.json.JsonMapper;

/** A form of an authenticated client on its way through an endpoint filter of Spring's, and then its answer. */
final class ClientCall extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1;

    private final AuthenticatedClient client;
    private final transient FormParameters parameters;
    private final transient Map<String, Object> answer;

    private ClientCall(AuthenticatedClient client, FormParameters parameters, Map<String, Object> answer) {
        super(List.of());
        this.client = client;
        this.parameters = parameters;
        this.answer = answer;
    }

    static ClientCall read(HttpServletRequest request) {
        return new ClientCall(AuthenticatedClient.of(request), FormRequest.parametersOf(request), Map.of());
    }

    /** Writes the answer of a call that was answered. */
    static AuthenticationSuccessHandler answer(int status) {
        return (request, response, authentication) -> ProtocolAnswer.write(
                response, status, JsonMapper.shared().writeValueAsBytes(((ClientCall) authentication).answer));
    }

    ClientCall answered(Map<String, Object> json) {
        return new ClientCall(client, parameters, json);
    }

    AuthenticatedClient client() {
        return client;
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
