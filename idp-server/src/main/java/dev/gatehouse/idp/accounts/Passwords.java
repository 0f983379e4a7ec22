package dev.gatehouse.idp.accounts;

import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.audit.ChangeEvent;
import dev.gatehouse.idp.audit.FieldChange;
import dev.gatehouse.idp.audit.Target;
import dev.gatehouse.idp.secrets.PasswordHasher;
import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.Documents;
import dev.gatehouse.idp.storage.Stored;
import dev.gatehouse.idp.storage.WriteResult;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Password credentials: checking, judging, changing.
 *
 * <p>A check costs the same whether there is such an account or not, so that its time says nothing.
 */
public final class Passwords {

    private static final String SERVICE = "gatehouse";

    private final Documents<PasswordCredential> credentials;
    private final PasswordHasher hasher;
    private final PasswordPolicy policy;
    private final AuditTrail trail;
    private final Clock clock;

    public Passwords(DocumentStore store, PasswordHasher hasher, PasswordPolicy policy, AuditTrail trail, Clock clock) {
        this.credentials = store.open(PasswordCredential.TYPE);
        this.hasher = hasher;
        this.policy = policy;
        this.trail = trail;
        this.clock = clock;
    }

    /** Compares; empty stands for an account that does not exist. */
    public CredentialCheck check(Optional<AccountId> account, Password typed) {
        Optional<Stored<PasswordCredential>> stored =
                account.flatMap(id -> credentials.get(id.value())).filter(credential -> !typed.tooLong());
        if (stored.isEmpty()) {
            hasher.verifyAgainstNothing(typed.tooLong() ? "" : typed.reveal());
            return new CredentialCheck.Wrong();
        }
        PasswordCredential credential = stored.get().value();
        return switch (hasher.verify(typed.reveal(), credential.hash())) {
            case MISMATCH -> new CredentialCheck.Wrong();
            case MATCH -> new CredentialCheck.Right(credential.mustChange());
            case MATCH_OUTDATED -> {
                renew(stored.get(), typed);
                yield new CredentialCheck.Right(credential.mustChange());
            }
        };
    }

    /** Whether the rules accept a password for this person. */
    public PasswordVerdict judge(Account account, Password password) {
        return policy.judge(password, context(account));
    }

    /**
     * Replaces the password, or gives the account its first.
     *
     * @param mustChange whether it is for the next sign-in only, as when an administrator chose it
     */
    public PasswordChange change(Actor actor, Account account, Password password, boolean mustChange) {
        return change(actor, account, credentials.get(account.id().value()), password, mustChange);
    }

    /** Since when the account has the password that it has. */
    public Optional<Instant> changedAt(AccountId account) {
        return credentials.get(account.value()).map(stored -> stored.value().changedAt());
    }

    /**
     * Replaces the password that its person has shown, unless another has taken its place since: of any number of
     * callers who have shown the same one, one succeeds.
     *
     * @param shown {@link #changedAt} of the password that was shown
     */
    public PasswordChange replace(Actor actor, Account account, Instant shown, Password password) {
        Optional<Stored<PasswordCredential>> before = credentials
                .get(account.id().value())
                .filter(stored -> stored.value().changedAt().equals(shown));
        return before.isEmpty() ? new PasswordChange.Stale() : change(actor, account, before, password, false);
    }

    private PasswordChange change(
            Actor actor,
            Account account,
            Optional<Stored<PasswordCredential>> before,
            Password password,
            boolean mustChange) {
        PasswordVerdict verdict = judge(account, password);
        if (!(verdict instanceof PasswordVerdict.Acceptable)) {
            return new PasswordChange.Refused(verdict);
        }
        if (before.isPresent()
                && hasher.verify(password.reveal(), before.get().value().hash()).matches()) {
            return new PasswordChange.Refused(new PasswordVerdict.Unchanged());
        }
        PasswordCredential after = credential(account, password, mustChange);
        ChangeEvent intent = ChangeEvent.intent(
                        "user.password-changed", new Target("user", account.id().value()), account.workspace())
                .about(account.id().value());
        return trail.change(actor, intent, change -> effect(intent, before, after, change));
    }

    PasswordCredential credential(Account account, Password password, boolean mustChange) {
        return new PasswordCredential(
                account.id(), account.workspace(), hasher.hash(password.reveal()), mustChange, now());
    }

    WriteResult insert(PasswordCredential credential, ChangeId change) {
        return credentials.insert(credential.accountId().value(), credential, change);
    }

    void forget(AccountId account) {
        credentials.delete(account.value());
    }

    private AuditTrail.Effect<PasswordChange> effect(
            ChangeEvent intent,
            Optional<Stored<PasswordCredential>> before,
            PasswordCredential after,
            ChangeId change) {
        WriteResult written = before.isEmpty()
                ? insert(after, change)
                : credentials.replaceIf(after.accountId().value(), before.get().version(), after, change);
        if (!written.written()) {
            return new AuditTrail.Effect<>(new PasswordChange.Stale(), intent.failed("stale"));
        }
        boolean obliged = before.isPresent() && before.get().value().mustChange();
        List<FieldChange> changes = new ArrayList<>();
        changes.add(new FieldChange("password", null, null, false));
        if (obliged != after.mustChange()) {
            changes.add(
                    new FieldChange("mustChange", String.valueOf(obliged), String.valueOf(after.mustChange()), false));
        }
        return new AuditTrail.Effect<>(new PasswordChange.Changed(), intent.succeeded(changes));
    }

    /** Brings the hash to today's cost while the password is at hand. Losing a race leaves the other's hash. */
    private void renew(Stored<PasswordCredential> stored, Password typed) {
        PasswordCredential old = stored.value();
        PasswordCredential renewed = new PasswordCredential(
                old.accountId(), old.workspace(), hasher.hash(typed.reveal()), old.mustChange(), old.changedAt());
        credentials.replaceIf(stored.id(), stored.version(), renewed, ChangeId.unannounced());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static List<String> context(Account account) {
        List<String> words = new ArrayList<>(List.of(SERVICE, account.username(), account.usernameKey()));
        for (String word : new String[] {
            account.email(), account.profile().givenName(), account.profile().familyName()
        }) {
            if (word != null) {
                words.add(word);
                words.add(word.split("@", 2)[0]);
            }
        }
        return words;
    }
}
