package dev.gatehouse.idp.signin;

import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.accounts.Password;
import dev.gatehouse.idp.pages.FormTokens;
import dev.gatehouse.idp.pages.Language;
import dev.gatehouse.idp.pages.Page;
import dev.gatehouse.idp.pages.Pages;
import dev.gatehouse.idp.sessions.SessionCookie;
import dev.gatehouse.idp.sessions.Sessions;
import dev.gatehouse.idp.sessions.SignedInPerson;
import dev.gatehouse.idp.signin.OwnPassword.Result;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** Where a signed-in person changes their password. */
@Controller
public final class PasswordPages {

    private final Pages pages;
    private final FormTokens formTokens;
    private final Interactions interactions;
    private final OwnPassword ownPassword;
    private final SessionCookie cookie;

    public PasswordPages(
            Pages pages,
            FormTokens formTokens,
            Interactions interactions,
            OwnPassword ownPassword,
            SessionCookie cookie) {
        this.pages = pages;
        this.formTokens = formTokens;
        this.interactions = interactions;
        this.ownPassword = ownPassword;
        this.cookie = cookie;
    }

    @GetMapping(AccountPaths.PASSWORD)
    ResponseEntity<String> show(HttpServletRequest request, HttpServletResponse response) {
        Visit visit = Visit.of(request, response, interactions);
        visit.interaction().ifPresent(interaction -> interactions.end(interaction.id()));
        return pages.answer(page(visit));
    }

    @PostMapping(AccountPaths.PASSWORD)
    ResponseEntity<String> submit(HttpServletRequest request, HttpServletResponse response) {
        Visit visit = Visit.of(request, response, interactions);
        Language language = visit.language();
        NewPasswordForm form = NewPasswordForm.of(visit);
        if (!form.confirmed()) {
            return refuse(visit, "badNew", NewPasswordForm.differ(language));
        }
        Result result = ownPassword.change(
                visit.person().orElseThrow().live(),
                visit.address(),
                Password.typed(visit.field("currentPassword")),
                form.password());
        return switch (result) {
            case Result.Changed(Sessions.Begun session) -> {
                cookie.set(response, session.secret());
                yield Redirects.to(AccountPaths.HOME + "?done=password");
            }
            case Result.WrongCurrent() -> refuse(visit, "wrongCurrent", language.text("passwords.wrongCurrent"));
            case Result.NotChanged(var change) ->
                refuse(
                        visit,
                        "badNew",
                        NewPasswordForm.problem(change, language).orElse(""));
        };
    }

    private ResponseEntity<String> refuse(Visit visit, String field, String problem) {
        return pages.answer(page(visit)
                .status(HttpStatus.UNPROCESSABLE_CONTENT)
                .with(field, true)
                .problem(problem));
    }

    private Page page(Visit visit) {
        SignedInPerson person = visit.person().orElseThrow();
        Account account = person.account();
        Language language = visit.language();
        return NewPasswordForm.page(
                        visit,
                        account,
                        formTokens,
                        AccountPaths.PASSWORD,
                        language.text("changePassword"),
                        language.text("passwordHint"))
                .with("askCurrent", true)
                .with("cancel", AccountPaths.HOME);
    }
}
