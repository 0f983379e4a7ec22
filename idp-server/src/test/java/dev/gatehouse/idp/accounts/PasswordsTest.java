package dev.gatehouse.idp.accounts;

import static dev.gatehouse.idp.accounts.TestAccounts.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.audit.ChangeEvent;
import dev.gatehouse.idp.audit.FieldChange;
import dev.gatehouse.idp.secrets.CheapHasher;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.sqlite.SqliteDocumentStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordsTest {

    private static final Password OTHER = Password.typed("the ferry leaves at dawn");

    private final CheapHasher hasher = new CheapHasher();

    @TempDir
    private Path folder;

    private DocumentStore store;
    private TestAccounts test;

    @BeforeEach
    void open() {
        store = SqliteDocumentStore.open(folder.resolve("test.db"), Clock.systemUTC());
        test = new TestAccounts(store, hasher, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void checksWhenRightThenRight() {
        Account alice = test.person("alice");
        assertThat(check(alice, PASSWORD)).isEqualTo(new CredentialCheck.Right(false));
        assertThat(check(alice, OTHER)).isEqualTo(new CredentialCheck.Wrong());
    }

    /** Same work for unknown people, people without a password, and right and wrong passwords of any length. */
    @Test
    void checksWhenUnknownOrWithoutPasswordThenOneHashLikeEverybodyElse() {
        Account alice = test.person("alice");
        Account without = test.created(TestAccounts.draft("bob"));
        for (Optional<AccountId> who :
                java.util.List.of(Optional.of(alice.id()), Optional.of(without.id()), Optional.<AccountId>empty())) {
            for (Password typed : new Password[] {PASSWORD, OTHER, Password.typed("x".repeat(2_000))}) {
                hasher.reset();
                test.passwords.check(who, typed);
                assertThat(hasher.comparisons()).isEqualTo(1);
                assertThat(hasher.hashes()).isZero();
            }
        }
    }

    @Test
    void checksWhenNobodyIsMeantThenTheDecoyMatchesNothing() {
        assertThat(test.passwords.check(Optional.empty(), Password.typed("\0"))).isEqualTo(new CredentialCheck.Wrong());
        assertThat(test.passwords.check(Optional.empty(), Password.typed(""))).isEqualTo(new CredentialCheck.Wrong());
    }

    @Test
    void checksWhenHashIsOutdatedThenRehashesOnce() {
        Account alice = test.person("alice");
        hasher.nextCost();
        hasher.reset();
        assertThat(check(alice, OTHER)).isEqualTo(new CredentialCheck.Wrong());
        assertThat(hasher.hashes()).isZero();
        check(alice, PASSWORD);
        check(alice, PASSWORD);
        assertThat(hasher.hashes()).isEqualTo(1);
        assertThat(check(alice, PASSWORD)).isEqualTo(new CredentialCheck.Right(false));
    }

    @Test
    void changesWhenAcceptableThenOldOneIsWrongAndNoSecretIsOnRecord() {
        Account alice = test.created(TestAccounts.draft("alice").withPassword(PASSWORD, true));
        assertThat(check(alice, PASSWORD)).isEqualTo(new CredentialCheck.Right(true));
        assertThat(change(alice, OTHER)).isEqualTo(new PasswordChange.Changed());
        assertThat(check(alice, PASSWORD)).isEqualTo(new CredentialCheck.Wrong());
        assertThat(check(alice, OTHER)).isEqualTo(new CredentialCheck.Right(false));
        assertThat(((ChangeEvent) test.trail.events().getLast()).changes())
                .containsExactly(
                        new FieldChange("password", null, null, false),
                        new FieldChange("mustChange", "true", "false", false));
        assertThat(test.trail.events().toString()).doesNotContain(OTHER.reveal(), PASSWORD.reveal());
    }

    @Test
    void refusesWhenSameAsBeforeThenUnchanged() {
        Account alice = test.person("alice");
        assertThat(change(alice, PASSWORD)).isEqualTo(new PasswordChange.Refused(new PasswordVerdict.Unchanged()));
    }

    @Test
    void refusesWhenMadeOfOwnNameThenGuessable() {
        Account alice = test.person("alice.wonder");
        assertThat(change(alice, Password.typed("alice.wonder1865")))
                .isEqualTo(new PasswordChange.Refused(new PasswordVerdict.Guessable()));
    }

    private CredentialCheck check(Account account, Password typed) {
        return test.passwords.check(Optional.of(account.id()), typed);
    }

    private PasswordChange change(Account account, Password password) {
        return test.passwords.change(Actor.user(account.id().value(), null, null), account, password, false);
    }
}
