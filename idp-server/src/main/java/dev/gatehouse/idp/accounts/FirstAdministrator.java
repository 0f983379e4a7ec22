package dev.gatehouse.idp.accounts;

import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.DocumentType;
import dev.gatehouse.idp.storage.Documents;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Creates the administrator of a new installation, once: one that was deleted or renamed later does not come back. That
 * they may administer is not said here: the first record of the access log puts them into {@code admins}.
 */
public final class FirstAdministrator {

    public static final String USERNAME = "admin";

    private static final DocumentType<Mark> TYPE =
            DocumentType.named("first_administrator", Mark.class).build();

    private final Documents<Mark> marks;
    private final Accounts accounts;
    private final Passwords passwords;
    private final Clock clock;
    private final OneTimePasswords generated;

    /** Says that there has been a first administrator. */
    record Mark(String accountId, Instant createdAt) {}

    /** What a start found or did. */
    public sealed interface Outcome {

        /** Created with the password that the operator set; {@code verdict} says what the rules think of it. */
        record CreatedWithGiven(PasswordVerdict verdict) implements Outcome {}

        /** Created with a generated password, which MUST be shown now and never again. */
        record CreatedWithGenerated(Password password) implements Outcome {}

        /** There has been one before; a password that is set now is not applied. */
        record Existing() implements Outcome {}
    }

    public FirstAdministrator(
            DocumentStore store, Accounts accounts, Passwords passwords, Clock clock, SecureRandom random) {
        this.marks = store.open(TYPE);
        this.accounts = accounts;
        this.passwords = passwords;
        this.clock = clock;
        this.generated = new OneTimePasswords(random);
    }

    /** Creates it unless there has been one. Of several nodes that start at once one creates it. */
    public Outcome ensure(String workspace, Optional<Password> given) {
        if (marks.get(USERNAME).isPresent()) {
            return new Outcome.Existing();
        }
        Password password = given.orElseGet(generated::next);
        NewAccount draft = NewAccount.named(workspace, Username.parse(USERNAME).orElseThrow())
                .withProfile(Profile.named("Administrator", null, null))
                .withPassword(password, given.isEmpty());
        return switch (accounts.createWithUnjudgedPassword(Actor.system(), draft)) {
            case AccountCreation.Created(Account account) -> {
                mark(account.id().value());
                yield given.isPresent()
                        ? new Outcome.CreatedWithGiven(passwords.judge(account, password))
                        : new Outcome.CreatedWithGenerated(password);
            }
            case AccountCreation.UsernameTaken t -> {
                // A start that died between account and mark, or another node.
                mark("");
                yield new Outcome.Existing();
            }
            case AccountCreation.EmailTaken e -> throw unexpected();
            case AccountCreation.Malformed m -> throw unexpected();
            case AccountCreation.PasswordRefused r -> throw unexpected();
        };
    }

    private void mark(String accountId) {
        marks.insert(USERNAME, new Mark(accountId, clock.instant()), ChangeId.unannounced());
    }

    private static IllegalStateException unexpected() {
        return new IllegalStateException("the first administrator has no e-mail address and no profile to refuse");
    }
}
