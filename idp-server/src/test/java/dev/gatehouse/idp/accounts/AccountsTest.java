package dev.gatehouse.idp.accounts;

import static dev.gatehouse.idp.accounts.TestAccounts.PASSWORD;
import static dev.gatehouse.idp.accounts.TestAccounts.WORKSPACE;
import static dev.gatehouse.idp.accounts.TestAccounts.draft;
import static dev.gatehouse.idp.accounts.TestAccounts.email;
import static dev.gatehouse.idp.accounts.TestAccounts.username;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.audit.AuditUnavailable;
import dev.gatehouse.idp.audit.ChangeEvent;
import dev.gatehouse.idp.audit.FieldChange;
import dev.gatehouse.idp.secrets.CheapHasher;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.sqlite.SqliteDocumentStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountsTest {

    private static final OptionalLong ANY = OptionalLong.empty();

    @TempDir
    private Path folder;

    private DocumentStore store;
    private TestAccounts test;

    @BeforeEach
    void open() {
        store = SqliteDocumentStore.open(folder.resolve("test.db"), Clock.systemUTC());
        test = new TestAccounts(store, new CheapHasher(), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Nested
    class Creation {

        @Test
        void createsWhenNameIsFreeThenAccountIsFoundByEveryName() {
            Account alice = test.created(draft("Alice").withEmail(email("Alice@Example.org"), true));
            assertThat(test.directory.named(WORKSPACE, "ALICE")).contains(alice);
            assertThat(test.directory.named(WORKSPACE, "alice@EXAMPLE.org")).contains(alice);
            assertThat(test.directory.named("other", "alice")).isEmpty();
            assertThat(alice.status()).isEqualTo(AccountStatus.ACTIVE);
            assertThat(alice.generation()).isEqualTo(1);
        }

        @Test
        void refusesWhenNameIsTakenInAnyCaseThenTakenAndNoPasswordIsLeft() {
            test.person("alice");
            AccountCreation second =
                    test.accounts.create(Actor.system(), draft("ALICE").withPassword(PASSWORD, false));
            assertThat(second).isEqualTo(new AccountCreation.UsernameTaken());
            assertThat(test.trail.summary()).endsWith("user.created INTENDED", "user.created DENIED");
        }

        @Test
        void refusesWhenEmailIsTakenThenTaken() {
            test.created(draft("alice").withEmail(email("a@example.org"), false));
            assertThat(test.accounts.create(Actor.system(), draft("bob").withEmail(email("A@Example.org"), false)))
                    .isEqualTo(new AccountCreation.EmailTaken());
        }

        @Test
        void createsWhenTwoHaveNoEmailThenBoth() {
            test.person("alice");
            test.person("bob");
            assertThat(test.directory.list(WORKSPACE, 10, Optional.empty()).items())
                    .hasSize(2);
        }

        @Test
        void refusesWhenProfileIsMalformedThenNamesTheFields() {
            Profile malformed = Profile.named("x".repeat(2_000), null, null);
            assertThat(test.accounts.create(Actor.system(), draft("alice").withProfile(malformed)))
                    .isEqualTo(new AccountCreation.Malformed(java.util.List.of("name")));
            assertThat(test.trail.events()).isEmpty();
        }

        @Test
        void refusesWhenPasswordBreaksTheRulesThenVerdict() {
            assertThat(test.accounts.create(
                            Actor.system(), draft("alice").withPassword(Password.typed("short"), false)))
                    .isEqualTo(new AccountCreation.PasswordRefused(new PasswordVerdict.TooShort(15)));
        }

        @Test
        void createsWhenRacedThenExactlyOne() throws Exception {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                Callable<AccountCreation> attempt = () -> test.accounts.create(Actor.system(), draft("alice"));
                long created = threads
                        .invokeAll(IntStream.range(0, 64).mapToObj(i -> attempt).toList())
                        .stream()
                        .filter(result -> result.resultNow() instanceof AccountCreation.Created)
                        .count();
                assertThat(created).isEqualTo(1);
            }
        }

        @Test
        void createsNothingWhenTrailIsAwayThenNoAccount() {
            test.trail.unavailable(true);
            assertThatThrownBy(() -> test.accounts.create(Actor.system(), draft("alice")))
                    .isInstanceOf(AuditUnavailable.class);
            assertThat(test.directory.named(WORKSPACE, "alice")).isEmpty();
        }

        @Test
        void recordsWhenCreatedThenPersonalValuesAreMarked() {
            test.created(
                    draft("alice").withEmail(email("a@example.org"), true).withProfile(Profile.named("A", null, null)));
            ChangeEvent outcome = (ChangeEvent) test.trail.events().getLast();
            assertThat(outcome.changes())
                    .contains(
                            new FieldChange("username", null, "alice", true),
                            new FieldChange("email", null, "a@example.org", true),
                            new FieldChange("name", null, "A", true),
                            new FieldChange("status", null, "active", false));
            assertThat(outcome.person()).contains(outcome.target().id());
        }
    }

    @Nested
    class Naming {

        /** A username that looks like somebody's address must not stand before its owner. */
        @Test
        void findsWhenUsernameLooksLikeAVerifiedAddressThenItsOwner() {
            Account owner = test.created(draft("alice").withEmail(email("alice@example.org"), true));
            test.created(draft("alice@example.org"));
            assertThat(test.directory.named(WORKSPACE, "alice@example.org")).contains(owner);
        }

        @Test
        void findsWhenAddressIsNotVerifiedThenNobody() {
            test.created(draft("alice").withEmail(email("victim@example.org"), false));
            assertThat(test.directory.named(WORKSPACE, "victim@example.org")).isEmpty();
        }
    }

    @Nested
    class Change {

        @Test
        void updatesWhenVersionIsCurrentThenRecordsTheDifferenceAlone() {
            Account alice = test.person("alice");
            AccountUpdate update = test.accounts.update(
                    Actor.system(), alice.id(), OptionalLong.of(1), a -> a.withEmail(email("a@x.example"), false));
            assertThat(update).isInstanceOf(AccountUpdate.Updated.class);
            assertThat(((ChangeEvent) test.trail.events().getLast()).changes())
                    .containsExactly(
                            new FieldChange("email", null, "a@x.example", true),
                            new FieldChange("emailVerified", null, "false", false));
        }

        @Test
        void refusesWhenVersionIsOldThenStale() {
            Account alice = test.person("alice");
            test.accounts.suspend(Actor.system(), alice.id(), ANY);
            assertThat(test.accounts.resume(Actor.system(), alice.id(), OptionalLong.of(1)))
                    .isEqualTo(new AccountUpdate.Stale());
        }

        @Test
        void refusesWhenNewNameIsTakenThenTaken() {
            test.person("alice");
            Account bob = test.person("bob");
            assertThat(test.accounts.update(Actor.system(), bob.id(), ANY, b -> b.withUsername(username("Alice"))))
                    .isEqualTo(new AccountUpdate.UsernameTaken());
        }

        @Test
        void suspendsWhenActiveThenStandingChangesAndGenerationGrows() {
            Account alice = test.person("alice");
            assertThat(test.directory.standing(alice.id())).isInstanceOf(AccountStanding.Good.class);
            test.accounts.suspend(Actor.system(), alice.id(), ANY);
            assertThat(test.directory.standing(alice.id()))
                    .isInstanceOfSatisfying(
                            AccountStanding.Suspended.class,
                            suspended ->
                                    assertThat(suspended.account().generation()).isEqualTo(2));
            test.accounts.resume(Actor.system(), alice.id(), ANY);
            assertThat(test.directory.standing(alice.id()))
                    .isInstanceOfSatisfying(
                            AccountStanding.Good.class,
                            good -> assertThat(good.account().generation()).isEqualTo(2));
        }

        /** Whoever repeats a suspension that was cut off must be able to rely on it. */
        @Test
        void suspendsWhenSuspendedAlreadyThenEverythingDiesAgain() {
            Account alice = test.person("alice");
            test.accounts.suspend(Actor.system(), alice.id(), ANY);
            test.accounts.suspend(Actor.system(), alice.id(), ANY);
            assertThat(test.raised)
                    .containsExactly(alice.id().value() + " 2", alice.id().value() + " 3");
        }

        @Test
        void deletesWhenPresentThenPasswordIsGoneToo() {
            Account alice = test.person("alice");
            assertThat(test.accounts.delete(Actor.system(), alice.id())).isTrue();
            assertThat(test.accounts.delete(Actor.system(), alice.id())).isFalse();
            assertThat(test.directory.standing(alice.id())).isInstanceOf(AccountStanding.Gone.class);
            assertThat(test.passwords.check(Optional.of(alice.id()), PASSWORD))
                    .isInstanceOf(CredentialCheck.Wrong.class);
            assertThat(test.person("alice").id()).isNotEqualTo(alice.id());
        }
    }
}
