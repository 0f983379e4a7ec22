package dev.gatehouse.idp.admin;

import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.accounts.Accounts;
import dev.gatehouse.idp.accounts.Password;
import dev.gatehouse.idp.accounts.Passwords;
import dev.gatehouse.idp.audit.RequestContext;
import dev.gatehouse.idp.sessions.EndReason;
import dev.gatehouse.idp.sessions.Sessions;
import dev.gatehouse.idp.signin.PasswordConfirmation;
import dev.gatehouse.idp.signin.PasswordConfirmation.Result;
import dev.gatehouse.idp.tokens.Caller;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/** Changes a person's own password. It takes the present one, so that a stolen token locks nobody out. */
public final class MyPassword {

    private final PasswordConfirmation confirmation;
    private final Passwords passwords;
    private final Accounts accounts;
    private final Sessions sessions;

    public MyPassword(PasswordConfirmation confirmation, Passwords passwords, Accounts accounts, Sessions sessions) {
        this.confirmation = confirmation;
        this.passwords = passwords;
        this.accounts = accounts;
        this.sessions = sessions;
    }

    private record Wish(Optional<Password> present, Optional<Password> wanted) {

        static Wish from(Members members) {
            return new Wish(required(members, "currentPassword"), required(members, "newPassword"));
        }

        private static Optional<Password> required(Members members, String name) {
            if (!members.has(name)) {
                members.violation(name, "required", "is required");
            }
            return UserForm.password(members, name);
        }
    }

    ResponseEntity<Object> change(Caller caller, Account account, Body body) {
        Checked<Wish> wish = body.object().then(object -> Members.read(object, Wish::from));
        return Answers.to(wish, passwordsGiven -> {
            String address = Objects.requireNonNullElse(RequestContext.current().address(), "");
            Password present = passwordsGiven.present().orElseThrow();
            return switch (confirmation.confirm(account.id(), present, address)) {
                case Result.Confirmed confirmed ->
                    change(caller, account, passwordsGiven.wanted().orElseThrow());
                case Result.Wrong wrong ->
                    Answers.refused(new Refusal(403, "wrong-password", "The current password is another one."));
                case Result.NotNow(Duration retryAfter, boolean tooManyFailures) -> notNow(retryAfter, tooManyFailures);
            };
        });
    }

    /** What was issued before ends with the old password, this token too: whoever else had it is out. */
    private ResponseEntity<Object> change(Caller caller, Account account, Password wanted) {
        return AccountAnswers.of(passwords.change(caller.actor(), account, wanted, false), "newPassword")
                .orElseGet(() -> {
                    sessions.endAll(caller.actor(), account.id(), Optional.empty(), EndReason.PASSWORD_CHANGED);
                    accounts.revokeAll(caller.actor(), account.id());
                    return Answers.done();
                });
    }

    private static ResponseEntity<Object> notNow(Duration retryAfter, boolean tooManyFailures) {
        Refusal refusal = tooManyFailures
                ? new Refusal(429, "too-many-failures", "Too many passwords were wrong; try again later.")
                : new Refusal(503, "overloaded", "This server has more to do than it can; try again.");
        return ResponseEntity.status(refusal.status())
                .headers(Answers.refused(refusal).getHeaders())
                .header(HttpHeaders.RETRY_AFTER, String.valueOf(Math.max(1, retryAfter.toSeconds())))
                .body(Answers.problem(refusal));
    }
}
