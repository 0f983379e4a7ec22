package dev.gatehouse.idp.admin;

import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.accounts.Password;
import dev.gatehouse.idp.accounts.PasswordChange;
import dev.gatehouse.idp.api.Answers;
import dev.gatehouse.idp.api.Body;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Members;
import dev.gatehouse.idp.api.Refusal;
import dev.gatehouse.idp.audit.RequestContext;
import dev.gatehouse.idp.signin.OwnPassword;
import dev.gatehouse.idp.signin.RetryAfter;
import dev.gatehouse.idp.tokens.Caller;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/** Changes a person's own password. It takes the present one, so that a stolen token locks nobody out. */
public final class MyPassword {

    private final OwnPassword ownPassword;

    public MyPassword(OwnPassword ownPassword) {
        this.ownPassword = ownPassword;
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

    /** Everything issued before ends with the old password, this token too. */
    ResponseEntity<Object> change(Caller caller, Account account, Body body) {
        Checked<Wish> wish = body.object().then(object -> Members.read(object, Wish::from));
        return Answers.to(wish, given -> {
            OwnPassword.Result result = ownPassword.change(
                    caller.actor(),
                    account,
                    given.present().orElseThrow(),
                    given.wanted().orElseThrow(),
                    Objects.requireNonNullElse(RequestContext.current().address(), ""),
                    Optional.empty());
            return switch (result) {
                case OwnPassword.Result.Changed changed -> Answers.done();
                case OwnPassword.Result.WrongCurrent() ->
                    Answers.refused(new Refusal(403, "wrong-password", "The current password is another one."));
                case OwnPassword.Result.NotNow(Duration retryAfter, boolean tooManyFailures) ->
                    notNow(retryAfter, tooManyFailures);
                case OwnPassword.Result.NotChanged(PasswordChange why) ->
                    AccountAnswers.of(why, "newPassword").orElseThrow();
            };
        });
    }

    private static ResponseEntity<Object> notNow(Duration retryAfter, boolean tooManyFailures) {
        Refusal refusal = tooManyFailures
                ? new Refusal(429, "too-many-failures", "Too many passwords were wrong; try again later.")
                : new Refusal(503, "overloaded", "This server has more to do than it can; try again.");
        return ResponseEntity.status(refusal.status())
                .headers(Answers.refused(refusal).getHeaders())
                .header(HttpHeaders.RETRY_AFTER, RetryAfter.seconds(retryAfter))
                .body(Answers.problem(refusal));
    }
}
