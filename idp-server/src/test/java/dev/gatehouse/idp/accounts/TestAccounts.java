package dev.gatehouse.idp.accounts;

import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.audit.RecordingAuditTrail;
import dev.gatehouse.idp.secrets.PasswordHasher;
import dev.gatehouse.idp.storage.DocumentStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Accounts over a store and a trail of a test. */
public final class TestAccounts {

    public static final String WORKSPACE = "system";
    public static final Password PASSWORD = Password.typed("a lantern in the fog");

    public final RecordingAuditTrail trail = new RecordingAuditTrail();
    public final List<String> raised = new CopyOnWriteArrayList<>();
    public final Passwords passwords;
    public final Accounts accounts;
    public final AccountDirectory directory;

    public TestAccounts(DocumentStore store, PasswordHasher hasher, Clock clock) {
        passwords = new Passwords(store, hasher, new PasswordPolicy(CommonPasswords.shipped()), trail, clock);
        accounts = new Accounts(
                store,
                passwords,
                (id, generation, change) -> raised.add(id.value() + " " + generation),
                trail,
                clock,
                new SecureRandom());
        directory = new AccountDirectory(store);
    }

    public static Username username(String text) {
        return Username.parse(text).orElseThrow();
    }

    public static EmailAddress email(String text) {
        return EmailAddress.parse(text).orElseThrow();
    }

    public static NewAccount draft(String username) {
        return NewAccount.named(WORKSPACE, username(username));
    }

    /** An account with {@link #PASSWORD}. */
    public Account person(String username) {
        return created(draft(username).withPassword(PASSWORD, false));
    }

    public Account created(NewAccount draft) {
        return switch (accounts.create(Actor.system(), draft)) {
            case AccountCreation.Created(Account account) -> account;
            case AccountCreation other -> throw new AssertionError(other);
        };
    }
}
