package dev.gatehouse.idp.access;

import dev.gatehouse.acl.Subject;
import dev.gatehouse.idp.tokens.AccessTokenClaims;
import dev.gatehouse.idp.tokens.Caller;

/** A caller, and whom a token is about, as the engine knows them. */
public final class CallerSubject {

    private CallerSubject() {}

    public static Subject of(Caller caller) {
        return switch (caller.kind()) {
            case PERSON -> Subject.user(caller.subject());
            case SERVICE -> Subject.service(caller.subject());
            case GUEST -> Subject.GUEST;
        };
    }

    public static Subject of(AccessTokenClaims claims) {
        return claims.ownedByClient() ? Subject.service(claims.subject()) : Subject.user(claims.subject());
    }
}
