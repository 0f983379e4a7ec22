package dev.gatehouse.idp.sessions;

import dev.gatehouse.idp.accounts.Account;
import org.springframework.security.core.AuthenticatedPrincipal;

/** The principal of a request that a signed-in person's browser sent. Its name is the subject identifier. */
public record SignedInPerson(LiveSession live) implements AuthenticatedPrincipal {

    @Override
    public String getName() {
        return live.account().id().value();
    }

    public Account account() {
        return live.account();
    }

    public Session session() {
        return live.session();
    }

    /** Nothing of a person belongs into a log by accident. */
    @Override
    public String toString() {
        return "SignedInPerson[" + getName() + "]";
    }
}
