package dev.gatehouse.idp.signin;

import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.accounts.AccountUpdate;
import dev.gatehouse.idp.accounts.Accounts;
import dev.gatehouse.idp.accounts.Password;
import dev.gatehouse.idp.accounts.PasswordChange;
import dev.gatehouse.idp.accounts.Passwords;
import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.audit.ChangeEvent;
import dev.gatehouse.idp.audit.Target;
import dev.gatehouse.idp.sessions.EndReason;
import dev.gatehouse.idp.sessions.SessionId;
import dev.gatehouse.idp.sessions.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Changes the password of a person who shows the present one, on the page and through the API alike: under the limits of
 * {@link PasswordConfirmation}, and with the end of everything that was issued before. Whoever else had it is out.
 */
public final class OwnPassword {

    private final PasswordConfirmation confirmation;
    private final Passwords passwords;
    private final Accounts accounts;
    private final Sessions sessions;
    private final AuditTrail trail;

    public OwnPassword(
            PasswordConfirmation confirmation,
            Passwords passwords,
            Accounts accounts,
            Sessions sessions,
            AuditTrail trail) {
        this.confirmation = confirmation;
        this.passwords = passwords;
        this.accounts = accounts;
        this.sessions = sessions;
        this.trail = trail;
    }

    /** What became of it. */
    public sealed interface Result {

        /**
         * Every token is dead and every session over; the one to keep is found again once it begins anew.
         *
         * @param account as it is now
         */
        record Changed(Account account) implements Result {}

        /** The present password is another one. */
        record WrongCurrent() implements Result {}

        /** Not looked at, since too many have failed or too much is to do. */
        record NotNow(Duration retryAfter, boolean tooManyFailures) implements Result {}

        record NotChanged(PasswordChange why) implements Result {}
    }

    /**
     * Changes it.
     *
     * @param address the peer's, or empty
     * @param keep the session in which the person does it
     */
    public Result change(
            Actor actor, Account account, Password current, Password next, String address, Optional<SessionId> keep) {
        Optional<Instant> shown = passwords.changedAt(account.id());
        return switch (confirmation.confirm(account.id(), current, address)) {
            case PasswordConfirmation.Result.Confirmed() ->
                shown.map(since -> replace(actor, account, since, next, keep))
                        .orElseGet(() -> new Result.NotChanged(new PasswordChange.Stale()));
            case PasswordConfirmation.Result.Wrong() -> {
                record(actor, account, "wrong-password");
                yield new Result.WrongCurrent();
            }
            case PasswordConfirmation.Result.NotNow(Duration retryAfter, boolean tooManyFailures) -> {
                record(actor, account, tooManyFailures ? "too-many-failures" : "overloaded");
                yield new Result.NotNow(retryAfter, tooManyFailures);
            }
        };
    }

    private Result replace(Actor actor, Account account, Instant shown, Password next, Optional<SessionId> keep) {
        PasswordChange change = passwords.replace(actor, account, shown, next);
        if (!(change instanceof PasswordChange.Changed)) {
            return new Result.NotChanged(change);
        }
        sessions.endAll(actor, account.id(), keep, EndReason.PASSWORD_CHANGED);
        return accounts.revokeAll(actor, account.id()) instanceof AccountUpdate.Updated(var stored)
                ? new Result.Changed(stored.value())
                : new Result.NotChanged(new PasswordChange.Stale());
    }

    private void record(Actor actor, Account account, String reason) {
        ChangeEvent attempt = ChangeEvent.intent(
                "user.password-changed", new Target("user", account.id().value()), account.workspace());
        trail.record(actor, attempt.about(account.id().value()).refused(reason));
    }
}
