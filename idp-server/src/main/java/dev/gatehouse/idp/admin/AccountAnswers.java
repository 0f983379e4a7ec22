package dev.gatehouse.idp.admin;

import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.accounts.AccountCreation;
import dev.gatehouse.idp.accounts.AccountUpdate;
import dev.gatehouse.idp.accounts.PasswordChange;
import dev.gatehouse.idp.accounts.PasswordVerdict;
import dev.gatehouse.idp.api.Answers;
import dev.gatehouse.idp.api.Refusal;
import dev.gatehouse.idp.api.Violation;
import dev.gatehouse.idp.storage.Stored;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ResponseEntity;

/** What became of a write to an account, as an answer. */
final class AccountAnswers {

    private AccountAnswers() {}

    /** Empty when the account has another version by now. */
    static Optional<ResponseEntity<Object>> of(AccountUpdate update) {
        return switch (update) {
            case AccountUpdate.Updated(Stored<Account> stored) -> Optional.of(shown(stored));
            case AccountUpdate.Stale stale -> Optional.empty();
            case AccountUpdate.Missing missing -> Optional.of(Answers.refused(Refusal.notFound("user")));
            case AccountUpdate.UsernameTaken taken -> Optional.of(usernameTaken());
            case AccountUpdate.EmailTaken taken -> Optional.of(emailTaken());
            case AccountUpdate.Malformed(List<String> fields) -> Optional.of(malformed(fields));
        };
    }

    /** The refusal of an account that was not created. */
    static ResponseEntity<Object> of(AccountCreation creation) {
        return switch (creation) {
            case AccountCreation.Created(Account account) -> Answers.of(UserJson.of(account), 1);
            case AccountCreation.UsernameTaken taken -> usernameTaken();
            case AccountCreation.EmailTaken taken -> emailTaken();
            case AccountCreation.Malformed(List<String> fields) -> malformed(fields);
            case AccountCreation.PasswordRefused(PasswordVerdict verdict) -> refused("password", verdict);
        };
    }

    /** Empty when the password was changed. */
    static Optional<ResponseEntity<Object>> of(PasswordChange change, String member) {
        return switch (change) {
            case PasswordChange.Changed changed -> Optional.empty();
            case PasswordChange.Refused(PasswordVerdict verdict) -> Optional.of(refused(member, verdict));
            case PasswordChange.Stale stale ->
                Optional.of(Answers.refused(
                        Refusal.conflict("contended", "The password was changed by another call at the same moment.")));
        };
    }

    static ResponseEntity<Object> shown(Stored<Account> stored) {
        return Answers.of(UserJson.of(stored.value()), stored.version());
    }

    private static ResponseEntity<Object> usernameTaken() {
        return Answers.refused(Refusal.conflict("username-taken", "Another user has this username."));
    }

    private static ResponseEntity<Object> emailTaken() {
        return Answers.refused(Refusal.conflict("email-taken", "Another user has this e-mail address."));
    }

    private static ResponseEntity<Object> malformed(List<String> fields) {
        return Answers.refused(Refusal.invalid(fields.stream()
                .map(field -> new Violation(
                        "#/" + field.replace('.', '/'),
                        "malformed",
                        "is not well-formed (OpenID Connect Core section 5.1)"))
                .toList()));
    }

    private static ResponseEntity<Object> refused(String member, PasswordVerdict verdict) {
        Violation violation = switch (verdict) {
            case PasswordVerdict.TooShort(int least) ->
                violation(member, "too-short", "must have at least " + least + " characters");
            case PasswordVerdict.TooLong(int mostBytes) ->
                violation(member, "too-long", "must have at most " + mostBytes + " bytes");
            case PasswordVerdict.Common common ->
                violation(member, "common-password", "is among the passwords that attackers try first");
            case PasswordVerdict.Guessable guessable ->
                violation(member, "guessable-password", "is little more than what is known of the person");
            case PasswordVerdict.Unchanged unchanged ->
                violation(member, "unchanged", "is the password that was to be replaced");
            case PasswordVerdict.Acceptable acceptable ->
                throw new IllegalStateException("an acceptable password was refused");
        };
        return Answers.refused(Refusal.invalid(List.of(violation)));
    }

    private static Violation violation(String member, String code, String detail) {
        return new Violation("#/" + member, code, detail);
    }
}
