package dev.gatehouse.idp.admin;

import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.accounts.AccountDirectory;
import dev.gatehouse.idp.accounts.AccountId;
import dev.gatehouse.idp.accounts.Accounts;
import dev.gatehouse.idp.api.Answers;
import dev.gatehouse.idp.api.Body;
import dev.gatehouse.idp.api.Callers;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Operation;
import dev.gatehouse.idp.api.Refusal;
import dev.gatehouse.idp.storage.Stored;
import dev.gatehouse.idp.tokens.Caller;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/me}: a person's own account. */
@RestController
@RequestMapping("/api/v1/me")
public final class MeController {

    private final AccountDirectory directory;
    private final Accounts accounts;
    private final MyPassword password;

    public MeController(AccountDirectory directory, Accounts accounts, MyPassword password) {
        this.directory = directory;
        this.accounts = accounts;
        this.password = password;
    }

    @Operation(action = "me.read", on = "user", by = Callers.PERSON, personal = true)
    @GetMapping
    ResponseEntity<Object> read(Caller caller) {
        return find(caller).map(AccountAnswers::shown).orElseGet(() -> Answers.refused(Refusal.notFound("user")));
    }

    @Operation(action = "me.update", on = "user", by = Callers.PERSON, personal = true)
    @PatchMapping(consumes = {MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON_VALUE})
    ResponseEntity<Object> change(
            Caller caller,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            Body body) {
        return Answers.to(
                body.object(),
                patch -> Attempts.of(
                        ifMatch,
                        () -> find(caller),
                        before -> UserForm.patchOwn(before.value(), patch)
                                .then(edit -> new Checked.Valid<>(accounts.update(
                                        caller.actor(), before.value().id(), OptionalLong.of(before.version()), edit))),
                        "user",
                        AccountAnswers::of));
    }

    @Operation(action = "me.password-change", on = "user", by = Callers.PERSON, personal = true)
    @PostMapping(path = "/password", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> changePassword(Caller caller, Body body) {
        return find(caller)
                .map(stored -> password.change(caller, stored.value(), body))
                .orElseGet(() -> Answers.refused(Refusal.notFound("user")));
    }

    private Optional<Stored<Account>> find(Caller caller) {
        return AccountId.parse(caller.subject()).flatMap(directory::find);
    }
}
