package dev.gatehouse.idp.signin;

import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.accounts.Password;
import dev.gatehouse.idp.pages.FormTokens;
import dev.gatehouse.idp.pages.Language;
import dev.gatehouse.idp.pages.Page;
import dev.gatehouse.idp.pages.Pages;
import dev.gatehouse.idp.sessions.SignedInPerson;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** The sign-in page. */
@Controller
public final class SignInPages {

    private final Pages pages;
    private final FormTokens formTokens;
    private final Interactions interactions;
    private final PasswordSignIn signIn;
    private final KnownBrowsers knownBrowsers;
    private final SignInCompletion completion;
    private final Clock clock;

    public SignInPages(
            Pages pages,
            FormTokens formTokens,
            Interactions interactions,
            PasswordSignIn signIn,
            KnownBrowsers knownBrowsers,
            SignInCompletion completion,
            Clock clock) {
        this.pages = pages;
        this.formTokens = formTokens;
        this.interactions = interactions;
        this.signIn = signIn;
        this.knownBrowsers = knownBrowsers;
        this.completion = completion;
        this.clock = clock;
    }

    @GetMapping(AccountPaths.LOGIN)
    ResponseEntity<String> show(HttpServletRequest request, HttpServletResponse response) {
        Visit visit = Visit.of(request, response, interactions);
        if (visit.interactionIsLost()) {
            return LostInteraction.answer(pages, visit.language());
        }
        if (visit.person().isPresent() && isSatisfied(visit)) {
            return Redirects.to(
                    visit.interaction().map(SignInInteraction::resumeLocation).orElse(AccountPaths.HOME));
        }
        return pages.answer(page(visit, expectedName(visit)).problem(""));
    }

    @PostMapping(AccountPaths.LOGIN)
    ResponseEntity<String> submit(HttpServletRequest request, HttpServletResponse response) {
        Visit visit = Visit.of(request, response, interactions);
        if (visit.interactionIsLost()) {
            return LostInteraction.answer(pages, visit.language());
        }
        SignInResult result = signIn.attempt(new PasswordAttempt(
                visit.field("username"),
                Password.typed(visit.field("password")),
                visit.address(),
                account -> knownBrowsers.knows(request, account),
                visit.session()));
        return switch (result) {
            case SignInResult.SignedIn(var session) -> completion.complete(visit, session);
            case SignInResult.MustChangePassword shown -> toNewPassword(visit, shown);
            case SignInResult.Refused() -> refuse(visit, HttpStatus.FORBIDDEN, Duration.ZERO);
            case SignInResult.TooManyFailures(Duration retryAfter) ->
                refuse(visit, HttpStatus.TOO_MANY_REQUESTS, retryAfter);
            case SignInResult.Overloaded(Duration retryAfter) ->
                refuse(visit, HttpStatus.SERVICE_UNAVAILABLE, retryAfter);
        };
    }

    private boolean isSatisfied(Visit visit) {
        return visit.interaction()
                .map(interaction ->
                        interaction.satisfiedBy(visit.person().orElseThrow().session(), clock.instant()))
                .orElse(true);
    }

    private ResponseEntity<String> toNewPassword(Visit visit, SignInResult.MustChangePassword shown) {
        SignInInteraction interaction = visit.interaction()
                .orElseGet(() -> interactions.beginWithoutRequest(visit.request(), visit.response()));
        interactions.prove(interaction, shown);
        return Redirects.to(AccountPaths.LOGIN_PASSWORD + "?" + Interactions.PARAMETER + "="
                + interaction.id().value());
    }

    /** One text for all that can be wrong with what was typed; only a busy server says something else. */
    private ResponseEntity<String> refuse(Visit visit, HttpStatus status, Duration retryAfter) {
        if (retryAfter.isPositive()) {
            visit.response().setHeader(HttpHeaders.RETRY_AFTER, RetryAfter.seconds(retryAfter));
        }
        String text = status == HttpStatus.SERVICE_UNAVAILABLE ? "overloaded" : "signInFailed";
        return pages.answer(page(visit, visit.field("username"))
                .status(status)
                .problem(visit.language().text(text)));
    }

    private Page page(Visit visit, String username) {
        Language language = visit.language();
        return Page.of("sign-in", language, language.text("signIn"))
                .with("action", visit.action(AccountPaths.LOGIN))
                .with("csrf", visit.formToken(formTokens))
                .with("username", username)
                .with(
                        "continueTo",
                        clientName(visit)
                                .map(name -> language.text("continueTo", name))
                                .orElse(""))
                .with(
                        "current",
                        visit.person()
                                .map(person -> language.text(
                                        "current", person.account().displayName()))
                                .orElse(""))
                .formTargets(visit.formTargets());
    }

    /** Whom to expect: who the client says, else who is signed in and has to do it again. */
    private static String expectedName(Visit visit) {
        return visit.interaction()
                .flatMap(
                        interaction -> Optional.ofNullable(interaction.demands().loginHint()))
                .or(() -> visit.person().map(SignedInPerson::account).map(Account::username))
                .orElse("");
    }

    private static Optional<String> clientName(Visit visit) {
        return visit.interaction()
                .flatMap(interaction -> Optional.ofNullable(interaction.request()))
                .flatMap(request -> Optional.ofNullable(request.clientName()));
    }
}
