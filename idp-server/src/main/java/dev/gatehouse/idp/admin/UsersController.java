package dev.gatehouse.idp.admin;

import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.accounts.AccountCreation;
import dev.gatehouse.idp.accounts.AccountDirectory;
import dev.gatehouse.idp.accounts.AccountId;
import dev.gatehouse.idp.accounts.AccountUpdate;
import dev.gatehouse.idp.accounts.Accounts;
import dev.gatehouse.idp.accounts.NewAccount;
import dev.gatehouse.idp.api.Answers;
import dev.gatehouse.idp.api.Body;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Cursors;
import dev.gatehouse.idp.api.EntityTag;
import dev.gatehouse.idp.api.Operation;
import dev.gatehouse.idp.api.PageBody;
import dev.gatehouse.idp.api.PageRequest;
import dev.gatehouse.idp.api.Refusal;
import dev.gatehouse.idp.storage.Stored;
import dev.gatehouse.idp.tokens.Caller;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** {@code /api/v1/users}: people's accounts. */
@RestController
@RequestMapping(UsersController.PATH)
public final class UsersController {

    static final String PATH = "/api/v1/users";

    private final AccountDirectory directory;
    private final Accounts accounts;
    private final PasswordResets passwords;
    private final Departures departures;
    private final Cursors cursors;

    public UsersController(
            AccountDirectory directory,
            Accounts accounts,
            PasswordResets passwords,
            Departures departures,
            Cursors cursors) {
        this.directory = directory;
        this.accounts = accounts;
        this.passwords = passwords;
        this.departures = departures;
        this.cursors = cursors;
    }

    @Operation(
            action = "user.listed",
            on = "user",
            right = "read",
            object = "users:all",
            personal = true,
            parameters = {"username", "usernamePrefix", "email", "status", "limit", "cursor"})
    @GetMapping
    ResponseEntity<Object> list(
            Caller caller,
            @RequestParam(required = false) @Nullable String username,
            @RequestParam(required = false) @Nullable String usernamePrefix,
            @RequestParam(required = false) @Nullable String email,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return Answers.to(
                UserQuery.of(username, usernamePrefix, email, status),
                query -> Answers.to(
                        PageRequest.of(query.name(), limit, cursor, cursors),
                        page -> Answers.of(PageBody.of(
                                query.find(directory, caller.workspace(), page),
                                page,
                                cursors,
                                stored -> UserJson.of(stored.value())))));
    }

    @Operation(action = "user.create", on = "user", right = "update", object = "users:all", personal = true)
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> create(Caller caller, Body body) {
        Checked<NewAccount> draft = body.object().then(object -> UserForm.create(object, caller.workspace()));
        return Answers.to(draft, account -> switch (accounts.create(caller.actor(), account)) {
            case AccountCreation.Created(Account created) ->
                Answers.created(URI.create(PATH + "/" + created.id().value()), UserJson.of(created), 1);
            case AccountCreation other -> AccountAnswers.of(other);
        });
    }

    @Operation(action = "user.read", on = "user", right = "read", object = "user:{id}", personal = true)
    @GetMapping("/{id}")
    ResponseEntity<Object> read(Caller caller, @PathVariable String id) {
        return find(caller, id).map(AccountAnswers::shown).orElseGet(() -> Answers.refused(Refusal.notFound("user")));
    }

    @Operation(action = "user.update", on = "user", right = "update", object = "user:{id}", personal = true)
    @PatchMapping(
            path = "/{id}",
            consumes = {MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON_VALUE})
    ResponseEntity<Object> change(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            Body body) {
        return Answers.to(
                body.object(),
                patch -> patch.has("password")
                        ? setPassword(caller, id, ifMatch, patch)
                        : write(
                                caller,
                                id,
                                ifMatch,
                                before -> UserForm.patch(before.value(), patch)
                                        .then(edit -> new Checked.Valid<>(accounts.update(
                                                caller.actor(),
                                                before.value().id(),
                                                OptionalLong.of(before.version()),
                                                edit)))));
    }

    @Operation(action = "user.delete", on = "user", right = "delete", object = "user:{id}", personal = true)
    @DeleteMapping("/{id}")
    ResponseEntity<Object> delete(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        ResponseEntity<Object> answer = write(
                caller,
                id,
                ifMatch,
                before -> notOneself(caller, before)
                        .then(other -> new Checked.Valid<>(departures.delete(caller.actor(), other))));
        return answer.getStatusCode().is2xxSuccessful() ? Answers.done() : answer;
    }

    @Operation(action = "user.suspend", on = "user", right = "update", object = "user:{id}", personal = true)
    @PostMapping("/{id}/suspend")
    ResponseEntity<Object> suspend(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return write(
                caller,
                id,
                ifMatch,
                before -> notOneself(caller, before)
                        .then(other -> new Checked.Valid<>(accounts.suspend(
                                caller.actor(), other.value().id(), OptionalLong.of(other.version())))));
    }

    @Operation(action = "user.resume", on = "user", right = "update", object = "user:{id}", personal = true)
    @PostMapping("/{id}/resume")
    ResponseEntity<Object> resume(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return write(
                caller,
                id,
                ifMatch,
                before -> new Checked.Valid<>(
                        accounts.resume(caller.actor(), before.value().id(), OptionalLong.of(before.version()))));
    }

    @Operation(action = "user.password-reset", on = "user", right = "update", object = "user:{id}", personal = true)
    @PostMapping("/{id}/password-reset")
    ResponseEntity<Object> resetPassword(Caller caller, @PathVariable String id, Body body) {
        return find(caller, id)
                .map(stored -> passwords.reset(caller.actor(), stored.value(), body))
                .orElseGet(() -> Answers.refused(Refusal.notFound("user")));
    }

    private ResponseEntity<Object> setPassword(Caller caller, String id, @Nullable String ifMatch, ObjectNode patch) {
        Optional<Stored<Account>> found = find(caller, id);
        if (found.isEmpty()) {
            return Answers.refused(Refusal.notFound("user"));
        }
        return Answers.to(
                EntityTag.matches(ifMatch, found.get().version()),
                matches -> passwords
                        .set(caller.actor(), found.get().value(), patch)
                        .orElseGet(() -> read(caller, id)));
    }

    private ResponseEntity<Object> write(
            Caller caller, String id, @Nullable String ifMatch, Function<Stored<Account>, Checked<AccountUpdate>> act) {
        return Attempts.of(ifMatch, () -> find(caller, id), act, "user", AccountAnswers::of);
    }

    /** Who administers and locks themselves out helps nobody. */
    private static Checked<Stored<Account>> notOneself(Caller caller, Stored<Account> account) {
        return caller.person() && caller.subject().equals(account.value().id().value())
                ? new Checked.Refused<>(Refusal.conflict(
                        "own-account", "This would end your own access; another administrator can do it."))
                : new Checked.Valid<>(account);
    }

    private Optional<Stored<Account>> find(Caller caller, String id) {
        return AccountId.parse(id)
                .flatMap(directory::find)
                .filter(stored -> stored.value().workspace().equals(caller.workspace()));
    }
}
