package dev.gatehouse.idp.oauth;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AuthenticationConverter;

/** Step 2 of a token request: which grant? */
final class TokenRequestConverter implements AuthenticationConverter {

    private final Map<String, TokenGrant> grants;

    TokenRequestConverter(Collection<TokenGrant> grants) {
        this.grants = grants.stream().collect(Collectors.toUnmodifiableMap(TokenGrant::type, Function.identity()));
    }

    /** Null for a grant that we do not know, which Spring's filter answers with {@code unsupported_grant_type}. */
    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        FormParameters parameters = FormRequest.parametersOf(request);
        TokenGrant grant = grants.get(parameters.require("grant_type"));
        return grant == null ? null : new TokenRequest(AuthenticatedClient.of(request), grant, parameters);
    }
}
