package dev.gatehouse.idp.admin;

import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.accounts.AccountUpdate;
import dev.gatehouse.idp.accounts.Accounts;
import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.sessions.EndReason;
import dev.gatehouse.idp.sessions.Sessions;
import dev.gatehouse.idp.storage.Stored;
import java.util.Optional;

/** Takes a person out of the server: the account, and what hangs on it. */
public final class Departures {

    private final Accounts accounts;
    private final Sessions sessions;

    public Departures(Accounts accounts, Sessions sessions) {
        this.accounts = accounts;
        this.sessions = sessions;
    }

    /** Everything issued to the person is dead when the account is gone; what is left of sessions then goes as well. */
    AccountUpdate delete(Actor actor, Stored<Account> seen) {
        AccountUpdate deletion = accounts.delete(actor, seen);
        if (deletion instanceof AccountUpdate.Updated) {
            sessions.endAll(actor, seen.value().id(), Optional.empty(), EndReason.ENDED_BY_ADMINISTRATOR);
        }
        return deletion;
    }
}
