package dev.gatehouse.idp.clients;

import java.util.List;

/** Who an access token is for when it carries this scope, besides those for whom all tokens of the client are. */
public record ScopeAudience(String scope, List<String> audiences) {
    public ScopeAudience {
        audiences = List.copyOf(audiences);
    }
}
