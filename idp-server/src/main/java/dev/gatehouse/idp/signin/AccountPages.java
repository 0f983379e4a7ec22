package dev.gatehouse.idp.signin;

import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.audit.ApiEvent;
import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.audit.Outcome;
import dev.gatehouse.idp.audit.Target;
import dev.gatehouse.idp.clients.Clients;
import dev.gatehouse.idp.grants.Consent;
import dev.gatehouse.idp.grants.Consents;
import dev.gatehouse.idp.grants.GrantRevocation;
import dev.gatehouse.idp.pages.FormTokens;
import dev.gatehouse.idp.pages.Language;
import dev.gatehouse.idp.pages.Page;
import dev.gatehouse.idp.pages.Pages;
import dev.gatehouse.idp.sessions.EndReason;
import dev.gatehouse.idp.sessions.SessionId;
import dev.gatehouse.idp.sessions.Sessions;
import dev.gatehouse.idp.sessions.SignedInPerson;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** A person's own account: who they are, where they are signed in, and which applications they let in. */
@Controller
public final class AccountPages {

    /** What was done, as it stands in the page's address; nothing else of the address is shown. */
    private static final Map<String, String> DONE = Map.of(
            "session",
            "sessionEnded",
            "sessions",
            "sessionsEnded",
            "password",
            "passwordChanged",
            "consent",
            "consentWithdrawn");

    private final Pages pages;
    private final FormTokens formTokens;
    private final Interactions interactions;
    private final Sessions sessions;
    private final Consents consents;
    private final GrantRevocation grants;
    private final Clients clients;
    private final AuditTrail trail;

    public AccountPages(
            Pages pages,
            FormTokens formTokens,
            Interactions interactions,
            Sessions sessions,
            Consents consents,
            GrantRevocation grants,
            Clients clients,
            AuditTrail trail) {
        this.pages = pages;
        this.formTokens = formTokens;
        this.interactions = interactions;
        this.sessions = sessions;
        this.consents = consents;
        this.grants = grants;
        this.clients = clients;
        this.trail = trail;
    }

    @GetMapping("/account")
    ResponseEntity<String> home() {
        return Redirects.to(AccountPaths.HOME);
    }

    @GetMapping(AccountPaths.HOME)
    ResponseEntity<String> show(HttpServletRequest request, HttpServletResponse response) {
        Visit visit = Visit.of(request, response, interactions);
        SignedInPerson person = visit.person().orElseThrow();
        Account account = person.account();
        trail.record(Sessions.actor(person.live()), read(account));
        // The page that was waited for is answered.
        visit.interaction().ifPresent(interaction -> interactions.end(interaction.id()));
        Language language = visit.language();
        List<Sessions.Listed> own = sessions.of(account.id());
        List<Consent> given = consents.ofSubject(account.id().value());
        AccountView view = new AccountView(language, account.profile());
        return pages.answer(Page.of("account", language, language.text("account"))
                .forPerson(account.displayName())
                .with("csrf", visit.formToken(formTokens))
                .with("done", done(visit))
                .with("facts", view.facts(account))
                .with("applications", view.applications(given, clients))
                .with("hasApplications", !given.isEmpty())
                .with("sessions", view.sessions(own, person.session().sid()))
                .with("others", own.size() > 1));
    }

    @PostMapping(AccountPaths.END_SESSION)
    ResponseEntity<String> endSession(HttpServletRequest request, HttpServletResponse response) {
        Visit visit = Visit.of(request, response, interactions);
        SignedInPerson person = visit.person().orElseThrow();
        SessionId.parse(visit.field("sid"))
                .ifPresent(sid -> sessions.end(
                        Sessions.actor(person.live()), person.account().id(), sid, EndReason.ENDED_BY_PERSON));
        return Redirects.to(AccountPaths.HOME + "?done=session");
    }

    @PostMapping(AccountPaths.END_OTHER_SESSIONS)
    ResponseEntity<String> endOtherSessions(HttpServletRequest request, HttpServletResponse response) {
        SignedInPerson person =
                Visit.of(request, response, interactions).person().orElseThrow();
        sessions.endAll(
                Sessions.actor(person.live()),
                person.account().id(),
                Optional.of(person.session().sid()),
                EndReason.ENDED_BY_PERSON);
        return Redirects.to(AccountPaths.HOME + "?done=sessions");
    }

    /** Takes back what the person allowed an application; every token that it got for that is dead. */
    @PostMapping(AccountPaths.WITHDRAW_CONSENT)
    ResponseEntity<String> withdrawConsent(HttpServletRequest request, HttpServletResponse response) {
        Visit visit = Visit.of(request, response, interactions);
        SignedInPerson person = visit.person().orElseThrow();
        Account account = person.account();
        grants.withdraw(
                Sessions.actor(person.live()), account.workspace(), account.id().value(), visit.field("client"));
        return Redirects.to(AccountPaths.HOME + "?done=consent");
    }

    private static String done(Visit visit) {
        return Optional.ofNullable(DONE.get(visit.field("done")))
                .map(text -> visit.language().text(text))
                .orElse("");
    }

    private static ApiEvent read(Account account) {
        return new ApiEvent(
                "account.read",
                Outcome.SUCCESS,
                Optional.empty(),
                new Target("user", account.id().value()),
                account.workspace(),
                true,
                Map.of());
    }
}
