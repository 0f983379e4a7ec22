package dev.gatehouse.idp.signin;

import dev.gatehouse.idp.pages.FormTokens;
import dev.gatehouse.idp.pages.Language;
import dev.gatehouse.idp.pages.Page;
import dev.gatehouse.idp.pages.Pages;
import dev.gatehouse.idp.sessions.EndReason;
import dev.gatehouse.idp.sessions.SessionAuthentication;
import dev.gatehouse.idp.sessions.SignedInPerson;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** Asks whether to sign out, does it, and says so. */
@Controller
public final class SignOutPages {

    private final Pages pages;
    private final FormTokens formTokens;
    private final SignOut signOut;

    public SignOutPages(Pages pages, FormTokens formTokens, SignOut signOut) {
        this.pages = pages;
        this.formTokens = formTokens;
        this.signOut = signOut;
    }

    /** A link must not sign anybody out, so it leads to a question; who is signed out is told so. */
    @GetMapping(AccountPaths.LOGOUT)
    ResponseEntity<String> show(HttpServletRequest request, HttpServletResponse response) {
        Language language = Language.choose(List.of(), request.getHeader("Accept-Language"));
        return pages.answer(SessionAuthentication.person()
                .map(person -> question(person, language, formTokens.issue(request, response)))
                .orElseGet(() -> signedOut(language)));
    }

    @PostMapping(AccountPaths.LOGOUT)
    ResponseEntity<String> submit(HttpServletResponse response) {
        Optional<SignedInPerson> person = SessionAuthentication.person();
        person.ifPresent(one -> signOut.end(one, response, EndReason.SIGNED_OUT));
        return Redirects.to(AccountPaths.LOGOUT);
    }

    private static Page question(SignedInPerson person, Language language, String csrf) {
        return Page.of("sign-out", language, language.text("signOutTitle"))
                .with("lead", language.text("signOutLead", person.account().displayName()))
                .with("action", AccountPaths.LOGOUT)
                .with("csrf", csrf);
    }

    private static Page signedOut(Language language) {
        return Page.of("message", language, language.text("signedOut"))
                .with("lead", language.text("signedOutLead"))
                .with("href", AccountPaths.LOGIN)
                .with("link", language.text("signInAgain"))
                .with("requestId", "");
    }
}
