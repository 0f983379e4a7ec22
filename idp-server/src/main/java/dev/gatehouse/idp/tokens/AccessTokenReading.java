package dev.gatehouse.idp.tokens;

import dev.gatehouse.idp.clients.ClientId;
import dev.gatehouse.idp.clients.Scopes;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the claims of a payload whose signature has been verified, with the type that each one has. */
final class AccessTokenReading {

    private AccessTokenReading() {}

    /** @throws StrictJson.Mistyped when a claim is missing or has another type */
    static AccessTokenClaims claims(StrictJson json) {
        return new AccessTokenClaims(
                json.requiredString("iss"),
                json.requiredString("sub"),
                audiences(json),
                json.requiredInstant("iat"),
                json.requiredInstant("exp"),
                json.requiredString("jti"),
                clientId(json),
                scopes(json),
                json.requiredString("workspace"),
                json.strings("roles"),
                json.string("roles_digest"),
                generation(json, "client_gen"),
                signIn(json),
                json.string("grant_id"));
    }

    private static List<String> audiences(StrictJson json) {
        List<String> audiences = json.strings("aud");
        if (audiences.isEmpty()) {
            throw new StrictJson.Mistyped("aud");
        }
        return audiences;
    }

    private static ClientId clientId(StrictJson json) {
        try {
            return new ClientId(json.requiredString("client_id"));
        } catch (IllegalArgumentException malformed) {
            throw new StrictJson.Mistyped("client_id");
        }
    }

    private static List<String> scopes(StrictJson json) {
        String scope = json.string("scope");
        return scope == null
                ? List.of()
                : List.copyOf(Scopes.parse(scope).orElseThrow(() -> new StrictJson.Mistyped("scope")));
    }

    private static long generation(StrictJson json, String name) {
        Long generation = json.integer(name);
        if (generation == null || generation < 0) {
            throw new StrictJson.Mistyped(name);
        }
        return generation;
    }

    private static @Nullable SignIn signIn(StrictJson json) {
        Instant authTime = json.instant("auth_time");
        if (authTime == null) {
            return null;
        }
        return new SignIn(
                generation(json, "sub_gen"), authTime, json.string("acr"), json.strings("amr"), json.string("sid"));
    }
}
