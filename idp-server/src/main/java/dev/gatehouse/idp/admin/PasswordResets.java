package dev.gatehouse.idp.admin;

import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.accounts.Accounts;
import dev.gatehouse.idp.accounts.OneTimePasswords;
import dev.gatehouse.idp.accounts.Password;
import dev.gatehouse.idp.accounts.Passwords;
import dev.gatehouse.idp.api.Answers;
import dev.gatehouse.idp.api.Body;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Members;
import dev.gatehouse.idp.api.Refusal;
import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.sessions.EndReason;
import dev.gatehouse.idp.sessions.Sessions;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Passwords that an administrator gives to a person. What was issued to the person before ends with the old one. */
public final class PasswordResets {

    private final Passwords passwords;
    private final Accounts accounts;
    private final Sessions sessions;
    private final OneTimePasswords oneTime;

    public PasswordResets(Passwords passwords, Accounts accounts, Sessions sessions, OneTimePasswords oneTime) {
        this.passwords = passwords;
        this.accounts = accounts;
        this.sessions = sessions;
        this.oneTime = oneTime;
    }

    /** A password for the next sign-in: the one in the body, or a new one that the answer shows. */
    ResponseEntity<Object> reset(Actor actor, Account account, Body body) {
        if (body.isEmpty()) {
            Password generated = oneTime.next();
            return change(actor, account, generated, true).orElseGet(() -> done(Optional.of(generated)));
        }
        Checked<Optional<Password>> given =
                body.object().then(object -> Members.read(object, members -> UserForm.password(members, "password")));
        return Answers.to(given, typed -> {
            Optional<Password> generated = typed.isPresent() ? Optional.empty() : Optional.of(oneTime.next());
            return change(actor, account, typed.or(() -> generated).orElseThrow(), true)
                    .orElseGet(() -> done(generated));
        });
    }

    /** A password to keep, patched alone. The refusal, unless it was set. */
    Optional<ResponseEntity<Object>> set(Actor actor, Account account, ObjectNode patch) {
        Checked<Optional<Password>> alone = Members.read(
                patch,
                members -> UserForm.password(members, "password").or(() -> {
                    members.violation("password", "required", "cannot be removed");
                    return Optional.empty();
                }));
        return switch (alone) {
            case Checked.Refused<Optional<Password>>(Refusal refusal) -> Optional.of(Answers.refused(refusal));
            case Checked.Valid<Optional<Password>>(Optional<Password> password) ->
                change(actor, account, password.orElseThrow(), false);
        };
    }

    private Optional<ResponseEntity<Object>> change(
            Actor actor, Account account, Password password, boolean mustChange) {
        Optional<ResponseEntity<Object>> refusal =
                AccountAnswers.of(passwords.change(actor, account, password, mustChange), "password");
        if (refusal.isEmpty()) {
            sessions.endAll(actor, account.id(), Optional.empty(), EndReason.PASSWORD_CHANGED);
            accounts.revokeAll(actor, account.id());
        }
        return refusal;
    }

    private static ResponseEntity<Object> done(Optional<Password> generated) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        generated.ifPresent(password -> json.put("oneTimePassword", password.reveal()));
        json.put("mustChangePassword", true);
        return Answers.of(json);
    }
}
