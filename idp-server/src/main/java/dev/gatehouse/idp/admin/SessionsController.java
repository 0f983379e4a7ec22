package dev.gatehouse.idp.admin;

import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.accounts.AccountDirectory;
import dev.gatehouse.idp.accounts.AccountId;
import dev.gatehouse.idp.api.AccessPolicy;
import dev.gatehouse.idp.api.Answers;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Operation;
import dev.gatehouse.idp.api.Refusal;
import dev.gatehouse.idp.sessions.EndReason;
import dev.gatehouse.idp.sessions.SessionId;
import dev.gatehouse.idp.sessions.Sessions;
import dev.gatehouse.idp.storage.Stored;
import dev.gatehouse.idp.tokens.Caller;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/sessions}: where people are signed in. */
@RestController
@RequestMapping("/api/v1/sessions")
public final class SessionsController {

    private final AccountDirectory accounts;
    private final Sessions sessions;
    private final AccessPolicy policy;

    public SessionsController(AccountDirectory accounts, Sessions sessions, AccessPolicy policy) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.policy = policy;
    }

    @Operation(
            action = "session.listed",
            on = "session",
            right = "read",
            object = "sessions:all",
            personal = true,
            parameters = "user")
    @GetMapping
    ResponseEntity<Object> list(Caller caller, @RequestParam(required = false) @Nullable String user) {
        return Answers.to(
                account(caller, user), account -> Answers.of(SessionJson.page(sessions.of(account.id()), caller)));
    }

    @Operation(
            action = "session.end-all",
            on = "session",
            right = "delete",
            object = "sessions:all",
            personal = true,
            parameters = "user")
    @DeleteMapping
    ResponseEntity<Object> endAll(Caller caller, @RequestParam(required = false) @Nullable String user) {
        return Answers.to(account(caller, user), account -> {
            sessions.endAll(caller.actor(), account.id(), Optional.empty(), EndReason.ENDED_BY_ADMINISTRATOR);
            return Answers.done();
        });
    }

    @Operation(action = "session.end", on = "session", right = "delete", object = "sessions:all", personal = true)
    @DeleteMapping("/{id}")
    ResponseEntity<Object> end(Caller caller, @PathVariable String id) {
        boolean ended = SessionId.parse(id)
                .flatMap(sid -> sessions.find(sid).map(session -> session.accountId()))
                .flatMap(accounts::find)
                .filter(account -> account.value().workspace().equals(caller.workspace()))
                .map(account -> sessions.end(
                        caller.actor(), account.value().id(), new SessionId(id), EndReason.ENDED_BY_ADMINISTRATOR))
                .orElse(false);
        return ended ? Answers.done() : Answers.refused(Refusal.notFound("session"));
    }

    /** Whether there is such a person is learnt by those alone who may read them. */
    private Checked<Account> account(Caller caller, @Nullable String user) {
        if (user == null) {
            return new Checked.Refused<>(Refusal.parameter("user", "is required"));
        }
        Optional<Refusal> unreadable = policy.refusal(caller, "read", "user:" + user);
        if (unreadable.isPresent()) {
            return new Checked.Refused<>(unreadable.get());
        }
        return AccountId.parse(user)
                .flatMap(accounts::find)
                .map(Stored::value)
                .filter(account -> account.workspace().equals(caller.workspace()))
                .<Checked<Account>>map(Checked.Valid::new)
                .orElseGet(() -> new Checked.Refused<>(Refusal.notFound("user")));
    }
}
