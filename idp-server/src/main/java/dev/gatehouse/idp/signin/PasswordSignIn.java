package dev.gatehouse.idp.signin;

import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.accounts.AccountDirectory;
import dev.gatehouse.idp.accounts.CredentialCheck;
import dev.gatehouse.idp.accounts.Passwords;
import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.audit.Outcome;
import dev.gatehouse.idp.audit.RefusalAggregation;
import dev.gatehouse.idp.audit.SignInEvent;
import dev.gatehouse.idp.audit.Target;
import dev.gatehouse.idp.secrets.PasswordHashingOverloaded;
import dev.gatehouse.idp.sessions.LiveSession;
import dev.gatehouse.idp.sessions.Sessions;
import dev.gatehouse.idp.sessions.SignInMethod;
import dev.gatehouse.idp.signin.Admission.Admitted;
import dev.gatehouse.idp.signin.Admission.Reservation;
import java.text.Normalizer;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Signs a person in with their password, in this order: (1) who is meant, (2) the limits, (3) the password, (4) the state
 * of the account, (5) a session, (6) the record.
 *
 * <p>Unknown people, wrong passwords and suspended accounts take the same steps and give the same answer, so neither text
 * nor time tells them apart. Nothing is answered before it is on record.
 */
public final class PasswordSignIn {

    /** No account has a longer name; what is longer is counted by its beginning. */
    private static final int LONGEST_NAME = 256;

    private static final Map<String, String> FACTS = Map.of("method", "password");

    private final String workspace;
    private final AccountDirectory directory;
    private final Passwords passwords;
    private final SignInLimits limits;
    private final Sessions sessions;
    private final AuditTrail trail;
    private final RefusalAggregation refusals;

    /**
     * Takes the parts.
     *
     * @param workspace whose people sign in here
     */
    public PasswordSignIn(
            String workspace,
            AccountDirectory directory,
            Passwords passwords,
            SignInLimits limits,
            Sessions sessions,
            AuditTrail trail,
            RefusalAggregation refusals) {
        this.workspace = workspace;
        this.directory = directory;
        this.passwords = passwords;
        this.limits = limits;
        this.sessions = sessions;
        this.trail = trail;
        this.refusals = refusals;
    }

    public SignInResult attempt(PasswordAttempt attempt) {
        Optional<Account> account = directory.named(workspace, attempt.name());
        return switch (limits.admit(attempt.address(), counter(attempt, account))) {
            case Admission.Refused(String limit, var retryAfter) -> {
                // Nobody looked at the password, so a flood of these is counted like one of strangers.
                refusals.record(refusal(attempt, account, "too-many-failures-of-" + limit));
                yield new SignInResult.TooManyFailures(retryAfter);
            }
            case Admitted(Reservation place) -> evaluate(attempt, account, place);
        };
    }

    /** Begins a session for a person who has proven who they are, and records the sign-in. */
    SignInResult.SignedIn signIn(Account account, SignInMethod method, Optional<LiveSession> before) {
        Sessions.Begun begun = sessions.begin(account, method, before);
        boolean recorded = false;
        try {
            trail.record(
                    Sessions.actor(begun.session()),
                    event(Outcome.SUCCESS, Optional.empty(), Optional.of(account), Optional.empty()));
            recorded = true;
        } finally {
            if (!recorded) {
                sessions.discard(begun);
            }
        }
        return new SignInResult.SignedIn(begun);
    }

    private SignInResult evaluate(PasswordAttempt attempt, Optional<Account> account, Reservation place) {
        // Asked before the comparison: when another password has come between, what was shown is the older one.
        Instant passwordSince =
                account.flatMap(person -> passwords.changedAt(person.id())).orElse(Instant.MIN);
        CredentialCheck check;
        try {
            check = passwords.check(account.map(Account::id), attempt.password());
        } catch (PasswordHashingOverloaded overloaded) {
            place.withdrawn();
            return new SignInResult.Overloaded(overloaded.retryAfter());
        } catch (RuntimeException failed) {
            place.withdrawn();
            throw failed;
        }
        String reason = obstacle(check, account);
        if (!reason.isEmpty()) {
            place.failed();
            trail.record(Actor.unknown(), refusal(attempt, account, reason));
            return new SignInResult.Refused();
        }
        place.succeeded();
        Account person = account.orElseThrow();
        if (check instanceof CredentialCheck.Right(boolean mustChange) && mustChange) {
            trail.record(Actor.unknown(), refusal(attempt, account, "password-change-required"));
            return new SignInResult.MustChangePassword(person, passwordSince);
        }
        return signIn(person, SignInMethod.PASSWORD, attempt.before());
    }

    /** Why not; empty when nothing stands in the way. */
    private static String obstacle(CredentialCheck check, Optional<Account> account) {
        return switch (check) {
            case CredentialCheck.Wrong() -> account.isPresent() ? "wrong-password" : "unknown-user";
            case CredentialCheck.Right right -> account.filter(Account::active).isPresent() ? "" : "suspended";
        };
    }

    /** One counter for a person under all their names, and one of its own for a browser that knows them. */
    private static String counter(PasswordAttempt attempt, Optional<Account> account) {
        return account.map(person -> (attempt.knownHere().test(person.id()) ? "known:" : "account:")
                        + person.id().value())
                .orElseGet(() -> "name:" + nameKey(attempt.name()));
    }

    private static String nameKey(String typed) {
        String name = typed.length() > LONGEST_NAME ? typed.substring(0, LONGEST_NAME) : typed;
        return Normalizer.normalize(name.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    private SignInEvent refusal(PasswordAttempt attempt, Optional<Account> account, String reason) {
        Optional<String> typed = account.isPresent() ? Optional.empty() : Optional.of(attempt.name());
        return event(Outcome.DENIED, Optional.of(reason), account, typed);
    }

    private SignInEvent event(
            Outcome outcome, Optional<String> reason, Optional<Account> account, Optional<String> typed) {
        String subject = account.map(person -> person.id().value()).orElse("");
        return new SignInEvent(outcome, reason, new Target("user", subject), workspace, typed, FACTS);
    }
}
