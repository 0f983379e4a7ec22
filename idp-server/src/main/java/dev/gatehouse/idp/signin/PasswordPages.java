package dev.gatehouse.idp.signin;

import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.accounts.Password;
import dev.gatehouse.idp.pages.FormTokens;
import dev.gatehouse.idp.pages.Language;
import dev.gatehouse.idp.pages.Page;
import dev.gatehouse.idp.pages.Pages;
import dev.gatehouse.idp.sessions.LiveSession;
import dev.gatehouse.idp.sessions.SessionCookie;
import dev.gatehouse.idp.sessions.Sessions;
import dev.gatehouse.idp.sessions.SignInMethod;
import dev.gatehouse.idp.sessions.SignedInPerson;
import dev.gatehouse.idp.signin.OwnPassword.Result;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
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
    private final Sessions sessions;
    private final SessionCookie cookie;

    public PasswordPages(
            Pages pages,
            FormTokens formTokens,
            Interactions interactions,
            OwnPassword ownPassword,
            Sessions sessions,
            SessionCookie cookie) {
        this.pages = pages;
        this.formTokens = formTokens;
        this.interactions = interactions;
        this.ownPassword = ownPassword;
        this.sessions = sessions;
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
        LiveSession session = visit.session().orElseThrow();
        Result result = ownPassword.change(
                Sessions.actor(session),
                session.account(),
                Password.typed(visit.field("currentPassword")),
                form.password(),
                visit.address(),
                Optional.of(session.session().sid()));
        return switch (result) {
            case Result.Changed(Account account) -> {
                // This browser goes on, under another secret.
                Sessions.Begun anew = sessions.begin(account, SignInMethod.PASSWORD, Optional.of(session));
                cookie.set(response, anew.secret());
                yield Redirects.to(AccountPaths.HOME + "?done=password");
            }
            case Result.WrongCurrent() -> refuse(visit, "wrongCurrent", language.text("passwords.wrongCurrent"));
            case Result.NotNow notNow -> refuse(visit, notNow);
            case Result.NotChanged(var change) ->
                refuse(
                        visit,
                        "badNew",
                        NewPasswordForm.problem(change, language).orElse(""));
        };
    }

    private ResponseEntity<String> refuse(Visit visit, Result.NotNow notNow) {
        visit.response().setHeader(HttpHeaders.RETRY_AFTER, RetryAfter.seconds(notNow.retryAfter()));
        return pages.answer(page(visit)
                .status(notNow.tooManyFailures() ? HttpStatus.TOO_MANY_REQUESTS : HttpStatus.SERVICE_UNAVAILABLE)
                .with("wrongCurrent", notNow.tooManyFailures())
                .problem(visit.language().text(notNow.tooManyFailures() ? "passwords.tooMany" : "overloaded")));
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
