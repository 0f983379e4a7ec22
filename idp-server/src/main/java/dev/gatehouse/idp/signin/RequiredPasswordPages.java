package dev.gatehouse.idp.signin;

import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.accounts.AccountDirectory;
import dev.gatehouse.idp.accounts.AccountStanding;
import dev.gatehouse.idp.accounts.PasswordChange;
import dev.gatehouse.idp.accounts.Passwords;
import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.pages.FormTokens;
import dev.gatehouse.idp.pages.Language;
import dev.gatehouse.idp.pages.Page;
import dev.gatehouse.idp.pages.Pages;
import dev.gatehouse.idp.sessions.EndReason;
import dev.gatehouse.idp.sessions.Sessions;
import dev.gatehouse.idp.sessions.SignInMethod;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * Where a person chooses a password because theirs was for one sign-in only. They have shown that one a moment ago, in
 * this interaction, and are not signed in before they have chosen.
 */
@Controller
public final class RequiredPasswordPages {

    private static final Duration TIME_TO_CHOOSE = Duration.ofMinutes(15);

    private final Pages pages;
    private final FormTokens formTokens;
    private final Interactions interactions;
    private final AccountDirectory directory;
    private final Passwords passwords;
    private final PasswordSignIn signIn;
    private final Sessions sessions;
    private final SignInCompletion completion;
    private final Clock clock;

    public RequiredPasswordPages(
            Pages pages,
            FormTokens formTokens,
            Interactions interactions,
            AccountDirectory directory,
            Passwords passwords,
            PasswordSignIn signIn,
            Sessions sessions,
            SignInCompletion completion,
            Clock clock) {
        this.pages = pages;
        this.formTokens = formTokens;
        this.interactions = interactions;
        this.directory = directory;
        this.passwords = passwords;
        this.signIn = signIn;
        this.sessions = sessions;
        this.completion = completion;
        this.clock = clock;
    }

    @GetMapping(AccountPaths.LOGIN_PASSWORD)
    ResponseEntity<String> show(HttpServletRequest request, HttpServletResponse response) {
        Visit visit = Visit.of(request, response, interactions);
        return proven(visit)
                .map(account -> pages.answer(page(visit, account)))
                .orElseGet(() -> LostInteraction.answer(pages, visit.language()));
    }

    @PostMapping(AccountPaths.LOGIN_PASSWORD)
    ResponseEntity<String> submit(HttpServletRequest request, HttpServletResponse response) {
        Visit visit = Visit.of(request, response, interactions);
        Optional<Account> proven = proven(visit);
        if (proven.isEmpty()) {
            return LostInteraction.answer(pages, visit.language());
        }
        Account account = proven.get();
        Proof proof = proof(visit).orElseThrow();
        NewPasswordForm form = NewPasswordForm.of(visit);
        if (!form.confirmed()) {
            return refuse(visit, account, NewPasswordForm.differ(visit.language()));
        }
        Actor actor = Actor.user(account.id().value(), null, null);
        PasswordChange change = passwords.replace(actor, account, proof.passwordSince(), form.password());
        if (change instanceof PasswordChange.Stale) {
            // Who has shown the same password in another browser was first.
            return LostInteraction.answer(pages, visit.language());
        }
        Optional<String> problem = NewPasswordForm.problem(change, visit.language());
        if (problem.isPresent()) {
            return refuse(visit, account, problem.get());
        }
        interactions.takeProof(visit.interaction().orElseThrow());
        // Whoever knew the first password may have used it elsewhere.
        sessions.endAll(actor, account.id(), Optional.empty(), EndReason.PASSWORD_CHANGED);
        SignInResult.SignedIn signedIn = signIn.signIn(account, SignInMethod.PASSWORD, visit.session());
        return completion.complete(visit, signedIn.session());
    }

    /** The person who has shown their present password in this interaction lately, and may still sign in. */
    private Optional<Account> proven(Visit visit) {
        return proof(visit).flatMap(proof -> switch (directory.standing(proof.account())) {
            case AccountStanding.Good(Account good)
            when good.generation() == proof.generation()
                    && passwords.changedAt(good.id()).equals(Optional.of(proof.passwordSince())) -> Optional.of(good);
            case AccountStanding.Good good -> Optional.empty();
            case AccountStanding.Suspended suspended -> Optional.empty();
            case AccountStanding.Gone gone -> Optional.empty();
        });
    }

    private Optional<Proof> proof(Visit visit) {
        return visit.interaction()
                .flatMap(interaction -> Optional.ofNullable(interaction.proof()))
                .filter(proof -> clock.instant().isBefore(proof.at().plus(TIME_TO_CHOOSE)));
    }

    private ResponseEntity<String> refuse(Visit visit, Account account, String problem) {
        return pages.answer(page(visit, account)
                .status(HttpStatus.UNPROCESSABLE_CONTENT)
                .with("badNew", true)
                .problem(problem));
    }

    private Page page(Visit visit, Account account) {
        Language language = visit.language();
        return NewPasswordForm.page(
                visit,
                account,
                formTokens,
                AccountPaths.LOGIN_PASSWORD,
                language.text("chooseNewPassword"),
                language.text("chooseNewPasswordLead"));
    }
}
