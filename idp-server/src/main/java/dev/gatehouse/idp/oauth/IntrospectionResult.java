package dev.gatehouse.idp.oauth;

import dev.gatehouse.idp.tokens.VerifiedAccessToken;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** What an introspection found, not yet recorded and not yet answered. */
final class IntrospectionResult extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1;

    private final transient TokenQuery query;
    private final transient @Nullable VerifiedAccessToken token;
    private final transient List<String> roles;
    private final @Nullable String inactiveBecause;

    private IntrospectionResult(
            TokenQuery query,
            @Nullable VerifiedAccessToken token,
            List<String> roles,
            @Nullable String inactiveBecause) {
        super(List.of());
        this.query = query;
        this.token = token;
        this.roles = roles;
        this.inactiveBecause = inactiveBecause;
    }

    static IntrospectionResult active(TokenQuery query, VerifiedAccessToken token, List<String> roles) {
        return new IntrospectionResult(query, token, roles, null);
    }

    static IntrospectionResult inactive(TokenQuery query, VerifiedAccessToken token, String because) {
        return new IntrospectionResult(query, token, List.of(), because);
    }

    static IntrospectionResult inactive(TokenQuery query, String because) {
        return new IntrospectionResult(query, null, List.of(), because);
    }

    TokenQuery query() {
        return query;
    }

    /** The token, when it is one of ours, active or not. */
    @Nullable VerifiedAccessToken token() {
        return token;
    }

    /** The roles of the token's subject as of now, when it is active. */
    List<String> roles() {
        return roles;
    }

    /** For the audit record only; null when the token is active. */
    @Nullable String inactiveBecause() {
        return inactiveBecause;
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public Object getPrincipal() {
        return query.client();
    }
}
