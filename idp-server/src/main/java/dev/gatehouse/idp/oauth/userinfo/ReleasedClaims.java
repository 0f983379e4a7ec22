package dev.gatehouse.idp.oauth.userinfo;

import dev.gatehouse.idp.clients.Client;
import dev.gatehouse.idp.oauth.authorize.RequestedClaims;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which claims a client gets. A wish through the {@code claims} parameter releases a claim only to a client that may ask
 * for the scope that stands for it: the parameter is another way to ask, not a way around the registration.
 */
public final class ReleasedClaims {

    private ReleasedClaims() {}

    /** Of the userinfo endpoint: what the token's scopes stand for, and what was wished for. */
    public static Set<String> ofUserinfo(Client client, Collection<String> scopes, @Nullable String claimsParameter) {
        Set<String> names = new LinkedHashSet<>(StandardClaims.releasedBy(scopes));
        names.addAll(allowed(client, wishes(claimsParameter).userinfo().keySet()));
        return names;
    }

    /** Of the ID token: what was wished for, and nothing else (OpenID Connect Core 1.0 section 5.4). */
    public static Set<String> ofIdToken(Client client, @Nullable String claimsParameter) {
        return allowed(client, wishes(claimsParameter).idToken().keySet());
    }

    /** The scopes that a person agrees to with the wishes of a request. */
    public static Set<String> scopesOf(Client client, RequestedClaims claims) {
        Set<String> names = new LinkedHashSet<>(claims.userinfo().keySet());
        names.addAll(claims.idToken().keySet());
        Set<String> scopes = new LinkedHashSet<>();
        allowed(client, names).forEach(name -> StandardClaims.scopeOf(name).ifPresent(scopes::add));
        return scopes;
    }

    private static Set<String> allowed(Client client, Set<String> names) {
        Set<String> allowed = new LinkedHashSet<>(names);
        allowed.removeIf(name ->
                StandardClaims.scopeOf(name).filter(client.scopes()::contains).isEmpty());
        return allowed;
    }

    /** What was kept with a grant was checked when it was asked for. */
    private static RequestedClaims wishes(@Nullable String claimsParameter) {
        return RequestedClaims.parse(claimsParameter).orElse(RequestedClaims.NONE);
    }
}
