package dev.gatehouse.idp.access;

import dev.gatehouse.acl.Subject;
import dev.gatehouse.idp.tokens.Caller;

/** A caller as the engine knows them. */
public final class CallerSubject {

    private CallerSubject() {}

    public static Subject of(Caller caller) {
        return caller.person() ? Subject.user(caller.subject()) : Subject.service(caller.subject());
    }
}
