package dev.gatehouse.idp.oauth;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * A request of an authenticated client about one token: to introspect it, or to revoke it. {@code token_type_hint} is
 * only a hint (RFC 7009 section 2.1, RFC 7662 section 2.1), and a token's kind can be told without it.
 */
final class TokenQuery extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1;

    private final AuthenticatedClient client;
    private final transient String token;

    private TokenQuery(AuthenticatedClient client, String token) {
        super(List.of());
        this.client = client;
        this.token = token;
    }

    static AuthenticationConverter converter() {
        return TokenQuery::read;
    }

    private static TokenQuery read(HttpServletRequest request) {
        AuthenticatedClient client = AuthenticatedClient.of(request);
        return new TokenQuery(client, FormRequest.parametersOf(request).require("token"));
    }

    AuthenticatedClient client() {
        return client;
    }

    String token() {
        return token;
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
