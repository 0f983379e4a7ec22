package dev.gatehouse.idp.admin;

import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.accounts.AccountUpdate;
import dev.gatehouse.idp.accounts.Accounts;
import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.grants.Consent;
import dev.gatehouse.idp.grants.Consents;
import dev.gatehouse.idp.grants.GrantRevocation;
import dev.gatehouse.idp.grants.Grants;
import dev.gatehouse.idp.sessions.EndReason;
import dev.gatehouse.idp.sessions.Sessions;
import dev.gatehouse.idp.storage.Stored;
import java.util.List;
import java.util.Optional;

/** Takes a person out of the server: the account, and what hangs on it. */
public final class Departures {

    private final Accounts accounts;
    private final Sessions sessions;
    private final Consents consents;
    private final Grants grants;
    private final GrantRevocation revocation;

    public Departures(
            Accounts accounts, Sessions sessions, Consents consents, Grants grants, GrantRevocation revocation) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.consents = consents;
        this.grants = grants;
        this.revocation = revocation;
    }

    /**
     * Everything issued to the person is dead when the account is gone; what is left of sessions, consents and grants
     * then goes as well.
     */
    AccountUpdate delete(Actor actor, Stored<Account> seen) {
        AccountUpdate deletion = accounts.delete(actor, seen);
        if (deletion instanceof AccountUpdate.Updated) {
            Account account = seen.value();
            String subject = account.id().value();
            sessions.endAll(actor, account.id(), Optional.empty(), EndReason.ENDED_BY_ADMINISTRATOR);
            // A consent never expires by itself, so page after page of them is emptied.
            List<Consent> some = consents.ofSubject(subject);
            while (!some.isEmpty()) {
                some.forEach(one -> revocation.withdraw(actor, one.workspace(), subject, one.client()));
                some = consents.ofSubject(subject);
            }
            grants.ofSubject(subject)
                    .forEach(grant -> revocation.end(actor, grant, GrantRevocation.Reason.ACCOUNT_DELETED));
        }
        return deletion;
    }
}
