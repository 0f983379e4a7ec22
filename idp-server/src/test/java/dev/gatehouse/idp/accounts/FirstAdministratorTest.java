package dev.gatehouse.idp.accounts;

import static dev.gatehouse.idp.accounts.TestAccounts.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.accounts.FirstAdministrator.Outcome;
import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.secrets.CheapHasher;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.sqlite.SqliteDocumentStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstAdministratorTest {

    @TempDir
    private Path folder;

    private DocumentStore store;
    private TestAccounts test;
    private FirstAdministrator first;

    @BeforeEach
    void open() {
        store = SqliteDocumentStore.open(folder.resolve("test.db"), Clock.systemUTC());
        test = new TestAccounts(store, new CheapHasher(), Clock.systemUTC());
        first = new FirstAdministrator(store, test.accounts, test.passwords, Clock.systemUTC(), new SecureRandom());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void createsWhenNoPasswordIsGivenThenGeneratedOneMustBeChanged() {
        assertThat(first.ensure(WORKSPACE, Optional.empty()))
                .isInstanceOfSatisfying(Outcome.CreatedWithGenerated.class, created -> {
                    assertThat(check(created.password())).isEqualTo(new CredentialCheck.Right(true));
                    assertThat(created.password().reveal()).matches("([2-9a-hjkmnp-z]{4}-){4}[2-9a-hjkmnp-z]{4}");
                    assertThat(created.toString())
                            .doesNotContain(created.password().reveal());
                });
    }

    @Test
    void createsWhenPasswordIsGivenThenItIsFinal() {
        Password given = Password.typed("a lantern in the fog");
        assertThat(first.ensure(WORKSPACE, Optional.of(given)))
                .isEqualTo(new Outcome.CreatedWithGiven(new PasswordVerdict.Acceptable()));
        assertThat(check(given)).isEqualTo(new CredentialCheck.Right(false));
    }

    @Test
    void createsWhenGivenPasswordIsWeakThenSaysSo() {
        assertThat(first.ensure(WORKSPACE, Optional.of(Password.typed("admin"))))
                .isEqualTo(new Outcome.CreatedWithGiven(new PasswordVerdict.TooShort(15)));
    }

    @Test
    void leavesAloneWhenThereHasBeenOneThenNothingIsApplied() {
        Password given = Password.typed("a lantern in the fog");
        first.ensure(WORKSPACE, Optional.of(given));
        assertThat(first.ensure(WORKSPACE, Optional.of(Password.typed("the ferry leaves at dawn"))))
                .isEqualTo(new Outcome.Existing());
        assertThat(check(given)).isInstanceOf(CredentialCheck.Right.class);
    }

    @Test
    void staysAwayWhenDeletedThenNotCreatedAgain() {
        first.ensure(WORKSPACE, Optional.empty());
        test.accounts.delete(Actor.system(), admin().id());
        assertThat(first.ensure(WORKSPACE, Optional.empty())).isEqualTo(new Outcome.Existing());
        assertThat(test.directory.named(WORKSPACE, "admin")).isEmpty();
    }

    @Test
    void createsWhenManyStartAtOnceThenOne() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Outcome> start = () -> first.ensure(WORKSPACE, Optional.empty());
            long created = threads
                    .invokeAll(IntStream.range(0, 16).mapToObj(i -> start).toList())
                    .stream()
                    .filter(outcome -> outcome.resultNow() instanceof Outcome.CreatedWithGenerated)
                    .count();
            assertThat(created).isEqualTo(1);
        }
    }

    private Account admin() {
        return test.directory.named(WORKSPACE, FirstAdministrator.USERNAME).orElseThrow();
    }

    private CredentialCheck check(Password password) {
        return test.passwords.check(Optional.of(admin().id()), password);
    }
}
