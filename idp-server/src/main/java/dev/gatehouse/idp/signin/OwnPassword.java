package dev.gatehouse.idp.signin;

import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.accounts.CredentialCheck;
import dev.gatehouse.idp.accounts.Password;
import dev.gatehouse.idp.accounts.PasswordChange;
import dev.gatehouse.idp.accounts.Passwords;
import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.audit.ChangeEvent;
import dev.gatehouse.idp.audit.Target;
import dev.gatehouse.idp.sessions.EndReason;
import dev.gatehouse.idp.sessions.LiveSession;
import dev.gatehouse.idp.sessions.Sessions;
import dev.gatehouse.idp.sessions.SignInMethod;
import dev.gatehouse.idp.signin.Admission.Admitted;
import dev.gatehouse.idp.signin.Admission.Reservation;
import java.util.Optional;

/**
 * Changes the password of a signed-in person who shows the present one. A session that somebody found open must not be a
 * way around the limits of guessing, so they hold here as at sign-in.
 */
public final class OwnPassword {

    private final Passwords passwords;
    private final SignInLimits limits;
    private final Sessions sessions;
    private final AuditTrail trail;

    public OwnPassword(Passwords passwords, SignInLimits limits, Sessions sessions, AuditTrail trail) {
        this.passwords = passwords;
        this.limits = limits;
        this.sessions = sessions;
        this.trail = trail;
    }

    /** What became of it. */
    sealed interface Result {

        /** Every other session is over, and this one goes on under another secret. */
        record Changed(Sessions.Begun session) implements Result {}

        /** The present password is another one, or too many have been tried. */
        record WrongCurrent() implements Result {}

        record NotChanged(PasswordChange why) implements Result {}
    }

    Result change(LiveSession session, String address, Password current, Password next) {
        Account account = session.account();
        return switch (limits.admit(address, "known:" + account.id().value())) {
            case Admission.Refused refused -> {
                record(session, "too-many-failures-of-" + refused.limit());
                yield new Result.WrongCurrent();
            }
            case Admitted(Reservation place) -> {
                if (!isRight(account, current, place)) {
                    record(session, "wrong-password");
                    yield new Result.WrongCurrent();
                }
                yield change(session, next);
            }
        };
    }

    private boolean isRight(Account account, Password current, Reservation place) {
        CredentialCheck check;
        try {
            check = passwords.check(Optional.of(account.id()), current);
        } catch (RuntimeException failed) {
            place.withdrawn();
            throw failed;
        }
        return switch (check) {
            case CredentialCheck.Right right -> {
                place.succeeded();
                yield true;
            }
            case CredentialCheck.Wrong wrong -> {
                place.failed();
                yield false;
            }
        };
    }

    private Result change(LiveSession session, Password next) {
        Account account = session.account();
        PasswordChange change = passwords.change(Sessions.actor(session), account, next, false);
        if (!(change instanceof PasswordChange.Changed)) {
            return new Result.NotChanged(change);
        }
        sessions.endAll(
                Sessions.actor(session),
                account.id(),
                Optional.of(session.session().sid()),
                EndReason.PASSWORD_CHANGED);
        return new Result.Changed(sessions.begin(account, SignInMethod.PASSWORD, Optional.of(session)));
    }

    private void record(LiveSession session, String reason) {
        Account account = session.account();
        ChangeEvent attempt = ChangeEvent.intent(
                "user.password-changed", new Target("user", account.id().value()), account.workspace());
        trail.record(
                Sessions.actor(session), attempt.about(account.id().value()).refused(reason));
    }
}
