package dev.gatehouse.idp.signin;

import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.accounts.Password;
import dev.gatehouse.idp.accounts.PasswordChange;
import dev.gatehouse.idp.accounts.PasswordVerdict;
import dev.gatehouse.idp.pages.FormTokens;
import dev.gatehouse.idp.pages.Language;
import dev.gatehouse.idp.pages.Page;
import java.util.Optional;

/** The form in which a new password is chosen: its fields, and what it says of them. */
record NewPasswordForm(Password password, Password confirmation) {

    static NewPasswordForm of(Visit visit) {
        return new NewPasswordForm(
                Password.typed(visit.field("newPassword")), Password.typed(visit.field("confirmation")));
    }

    boolean confirmed() {
        return password.equals(confirmation);
    }

    static String differ(Language language) {
        return language.text("passwords.differ");
    }

    /** Why the password was not changed; empty when it was. */
    static Optional<String> problem(PasswordChange change, Language language) {
        return switch (change) {
            case PasswordChange.Changed() -> Optional.empty();
            case PasswordChange.Stale() -> Optional.of(language.text("passwords.stale"));
            case PasswordChange.Refused(PasswordVerdict verdict) -> problem(verdict, language);
        };
    }

    private static Optional<String> problem(PasswordVerdict verdict, Language language) {
        return switch (verdict) {
            case PasswordVerdict.Acceptable() -> Optional.empty();
            case PasswordVerdict.TooShort(int least) -> Optional.of(language.text("passwords.tooShort", least));
            case PasswordVerdict.TooLong(int mostBytes) -> Optional.of(language.text("passwords.tooLong", mostBytes));
            case PasswordVerdict.Common() -> Optional.of(language.text("passwords.common"));
            case PasswordVerdict.Guessable() -> Optional.of(language.text("passwords.guessable"));
            case PasswordVerdict.Unchanged() -> Optional.of(language.text("passwords.unchanged"));
        };
    }

    /** The page, without an answer to anything yet. */
    static Page page(Visit visit, Account account, FormTokens formTokens, String path, String title, String lead) {
        return Page.of("new-password", visit.language(), title)
                .with("lead", lead)
                .with("action", visit.action(path))
                .with("csrf", visit.formToken(formTokens))
                .with("username", account.username())
                .with("askCurrent", false)
                .with("wrongCurrent", false)
                .with("badNew", false)
                .with("cancel", "")
                .problem("")
                .formTargets(visit.formTargets());
    }
}
