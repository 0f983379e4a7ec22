package dev.gatehouse.idp.access;

import dev.gatehouse.acl.Subject;
import dev.gatehouse.idp.tokens.AccessTokenClaims;
import dev.gatehouse.idp.tokens.Caller;

/** A caller, and whom a token is about, as the engine knows them. */
public final class CallerSubject {

    private CallerSubject() {}

    public static Subject of(Caller caller) {
        return of(caller.subject(), caller.person());
    }

    public static Subject of(AccessTokenClaims claims) {
        return of(claims.subject(), !claims.ownedByClient());
    }

    private static Subject of(String id, boolean person) {
        return person ? Subject.user(id) : Subject.service(id);
    }
}
