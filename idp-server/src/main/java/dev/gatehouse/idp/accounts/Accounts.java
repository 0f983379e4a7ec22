package dev.gatehouse.idp.accounts;

import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.audit.AuditTrail.Effect;
import dev.gatehouse.idp.audit.ChangeEvent;
import dev.gatehouse.idp.audit.Target;
import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.Documents;
import dev.gatehouse.idp.storage.Stored;
import dev.gatehouse.idp.storage.WriteResult;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** Creates, changes and deletes accounts; every change is on record. {@link AccountDirectory} finds them. */
public final class Accounts {

    private final Documents<Account> documents;
    private final Passwords passwords;
    private final GenerationRaised generationRaised;
    private final AuditTrail trail;
    private final Clock clock;
    private final SecureRandom random;

    public Accounts(
            DocumentStore store,
            Passwords passwords,
            GenerationRaised generationRaised,
            AuditTrail trail,
            Clock clock,
            SecureRandom random) {
        this.documents = store.open(AccountDirectory.TYPE);
        this.passwords = passwords;
        this.generationRaised = generationRaised;
        this.trail = trail;
        this.clock = clock;
        this.random = random;
    }

    /** Creates an account, and its password with it when it has one. */
    public AccountCreation create(Actor actor, NewAccount draft) {
        Account account = account(draft);
        PasswordVerdict verdict = draft.password()
                .map(first -> passwords.judge(account, first))
                .orElseGet(PasswordVerdict.Acceptable::new);
        if (!(verdict instanceof PasswordVerdict.Acceptable)) {
            return new AccountCreation.PasswordRefused(verdict);
        }
        return createWithUnjudgedPassword(actor, draft, account);
    }

    /** For a password that the operator of the server set: the rules may warn of it, but do not refuse it. */
    AccountCreation createWithUnjudgedPassword(Actor actor, NewAccount draft) {
        return createWithUnjudgedPassword(actor, draft, account(draft));
    }

    private AccountCreation createWithUnjudgedPassword(Actor actor, NewAccount draft, Account account) {
        List<String> violations = ProfileRules.violations(account.profile());
        if (!violations.isEmpty()) {
            return new AccountCreation.Malformed(violations);
        }
        var credential = draft.password().map(first -> passwords.credential(account, first, draft.mustChange()));
        ChangeEvent intent = intent("user.created", account);
        return trail.change(actor, intent, change -> {
            // The password first: an account that came to be without it would lock its person out.
            credential.ifPresent(first -> passwords.insert(first, change));
            WriteResult written = documents.insert(account.id().value(), account, change);
            if (!written.written()) {
                passwords.forget(account.id());
            }
            return switch (written) {
                case WriteResult.Written w ->
                    new Effect<>(
                            new AccountCreation.Created(account),
                            intent.succeeded(AccountDifferences.between(null, account)));
                case WriteResult.Conflict(String index)
                when index.equals(AccountDirectory.BY_EMAIL) ->
                    new Effect<>(new AccountCreation.EmailTaken(), intent.refused("email-taken"));
                case WriteResult.Conflict c ->
                    new Effect<>(new AccountCreation.UsernameTaken(), intent.refused("username-taken"));
                case WriteResult.Stale s -> throw new IllegalStateException("an insert cannot be stale");
                case WriteResult.Missing m -> throw new IllegalStateException("an insert cannot miss");
            };
        });
    }

    /**
     * Changes username, e-mail address or profile.
     *
     * @param version the version that the caller has seen; empty takes the account as it is
     */
    public AccountUpdate update(Actor actor, AccountId id, OptionalLong version, UnaryOperator<Account> edit) {
        return change(actor, "user.updated", id, version, edit);
    }

    /**
     * Suspends the account: no way in, and everything issued before is dead. Repeating it repeats all of it, so that a
     * suspension that was cut off can be completed.
     */
    public AccountUpdate suspend(Actor actor, AccountId id, OptionalLong version) {
        return change(
                actor,
                "user.suspended",
                id,
                version,
                account -> account.withStatus(AccountStatus.SUSPENDED).nextGeneration());
    }

    /** Ends a suspension; what died with it stays dead. */
    public AccountUpdate resume(Actor actor, AccountId id, OptionalLong version) {
        return change(actor, "user.resumed", id, version, account -> account.withStatus(AccountStatus.ACTIVE));
    }

    /** Ends everything issued to the person before. */
    public AccountUpdate revokeAll(Actor actor, AccountId id) {
        return change(actor, "user.tokens-revoked", id, OptionalLong.empty(), Account::nextGeneration);
    }

    /** Deletes the account and its password; false when there was none. Its id is never used again. */
    public boolean delete(Actor actor, AccountId id) {
        AccountUpdate deletion;
        do {
            Stored<Account> seen = documents.get(id.value()).orElse(null);
            deletion = seen == null ? new AccountUpdate.Missing() : delete(actor, seen);
        } while (deletion instanceof AccountUpdate.Stale);
        return deletion instanceof AccountUpdate.Updated;
    }

    /** Deletes the account as the caller has seen it, and its password. Its id is never used again. */
    public AccountUpdate delete(Actor actor, Stored<Account> seen) {
        Account account = seen.value();
        // Suspended first: a deletion that is cut off leaves an account that lets nobody in and can be deleted again.
        Account closed = account.withStatus(AccountStatus.SUSPENDED).nextGeneration();
        ChangeEvent intent = intent("user.deleted", account);
        return trail.change(actor, intent, change -> {
            WriteResult written = documents.replaceIf(seen.id(), seen.version(), closed, change);
            return switch (written) {
                case WriteResult.Written w -> {
                    generationRaised.raised(closed.id(), closed.generation(), change);
                    passwords.forget(closed.id());
                    documents.delete(seen.id());
                    yield new Effect<>(
                            new AccountUpdate.Updated(seen),
                            intent.succeeded(AccountDifferences.between(account, null)));
                }
                case WriteResult.Stale s -> new Effect<>(new AccountUpdate.Stale(), intent.failed("stale"));
                case WriteResult.Missing m -> new Effect<>(new AccountUpdate.Missing(), intent.failed("missing"));
                case WriteResult.Conflict c -> throw new IllegalStateException("the names stay, so none can conflict");
            };
        });
    }

    private AccountUpdate change(
            Actor actor, String action, AccountId id, OptionalLong version, UnaryOperator<Account> edit) {
        Stored<Account> before = documents.get(id.value()).orElse(null);
        if (before == null) {
            return new AccountUpdate.Missing();
        }
        if (version.isPresent() && version.getAsLong() != before.version()) {
            return new AccountUpdate.Stale();
        }
        Account after = edit.apply(before.value());
        if (after.equals(before.value())) {
            return new AccountUpdate.Updated(before);
        }
        List<String> violations = ProfileRules.violations(after.profile());
        if (!violations.isEmpty()) {
            return new AccountUpdate.Malformed(violations);
        }
        ChangeEvent intent = intent(action, before.value());
        Account stamped = after.updatedAt(clock.instant().truncatedTo(ChronoUnit.MILLIS));
        return trail.change(actor, intent, change -> effect(intent, before, stamped, change));
    }

    private Effect<AccountUpdate> effect(ChangeEvent intent, Stored<Account> before, Account after, ChangeId change) {
        WriteResult written = documents.replaceIf(before.id(), before.version(), after, change);
        if (written.written() && after.generation() > before.value().generation()) {
            generationRaised.raised(after.id(), after.generation(), change);
        }
        return switch (written) {
            case WriteResult.Written(long version) ->
                new Effect<>(
                        new AccountUpdate.Updated(new Stored<>(before.id(), version, change, after)),
                        intent.succeeded(AccountDifferences.between(before.value(), after)));
            case WriteResult.Conflict(String index)
            when index.equals(AccountDirectory.BY_EMAIL) ->
                new Effect<>(new AccountUpdate.EmailTaken(), intent.refused("email-taken"));
            case WriteResult.Conflict c ->
                new Effect<>(new AccountUpdate.UsernameTaken(), intent.refused("username-taken"));
            case WriteResult.Stale s -> new Effect<>(new AccountUpdate.Stale(), intent.failed("stale"));
            case WriteResult.Missing m -> new Effect<>(new AccountUpdate.Missing(), intent.failed("missing"));
        };
    }

    private static ChangeEvent intent(String action, Account account) {
        return ChangeEvent.intent(action, new Target("user", account.id().value()), account.workspace())
                .about(account.id().value());
    }

    private Account account(NewAccount draft) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return new Account(
                AccountId.next(now, random),
                draft.workspace(),
                draft.username().typed(),
                draft.username().key(),
                draft.email().map(EmailAddress::typed).orElse(null),
                draft.email().map(EmailAddress::key).orElse(null),
                draft.email().isPresent() && draft.emailVerified(),
                draft.profile(),
                AccountStatus.ACTIVE,
                1,
                now,
                now);
    }
}
