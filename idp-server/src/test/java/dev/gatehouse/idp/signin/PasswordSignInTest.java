package dev.gatehouse.idp.signin;

import static dev.gatehouse.idp.accounts.TestAccounts.PASSWORD;
import static dev.gatehouse.idp.accounts.TestAccounts.WORKSPACE;
import static dev.gatehouse.idp.accounts.TestAccounts.draft;
import static dev.gatehouse.idp.accounts.TestAccounts.email;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.accounts.Password;
import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.audit.AuditUnavailable;
import dev.gatehouse.idp.audit.Outcome;
import dev.gatehouse.idp.audit.RefusalAggregation;
import dev.gatehouse.idp.audit.RequestContext;
import dev.gatehouse.idp.audit.SignInEvent;
import dev.gatehouse.idp.sessions.SessionLookup;
import dev.gatehouse.idp.sessions.TestSessions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordSignInTest {

    private static final Password WRONG = Password.typed("not the password at all");

    @TempDir
    private Path folder;

    private TestSessions test;
    private PasswordSignIn signIn;

    @BeforeEach
    void open() {
        test = new TestSessions(folder);
        signIn = new PasswordSignIn(
                WORKSPACE,
                test.people.directory,
                test.people.passwords,
                new SignInLimits(20, 10, test.store, test.hash, test.clock),
                test.sessions,
                test.people.trail,
                new RefusalAggregation(test.people.trail, test.clock));
    }

    @AfterEach
    void close() {
        test.close();
    }

    private SignInResult attempt(String name, Password password) {
        return attempt(name, password, "192.0.2.1", false);
    }

    private SignInResult attempt(String name, Password password, String address, boolean known) {
        PasswordAttempt attempt = new PasswordAttempt(name, password, address, id -> known, Optional.empty());
        return ScopedValue.where(RequestContext.CURRENT, new RequestContext("r", address, null, null))
                .call(() -> signIn.attempt(attempt));
    }

    private SignInEvent last() {
        return (SignInEvent) test.people.trail.events().getLast();
    }

    @Test
    void signsInWhenPasswordIsRightThenSessionAndRecord() {
        Account alice = test.people.created(
                draft("alice").withEmail(email("alice@example.org"), true).withPassword(PASSWORD, false));
        for (String name : new String[] {"alice", " ALICE ", "Alice@Example.org"}) {
            assertThat(attempt(name, PASSWORD)).isInstanceOfSatisfying(SignInResult.SignedIn.class, signedIn -> {
                assertThat(test.sessions.find(signedIn.session().secret())).isInstanceOf(SessionLookup.Live.class);
                assertThat(test.people.trail.entries().getLast().actor())
                        .isEqualTo(Actor.user(
                                alice.id().value(),
                                null,
                                signedIn.session().session().session().sid().value()));
            });
            assertThat(last().outcome()).isEqualTo(Outcome.SUCCESS);
        }
    }

    @Test
    void refusesWhenWrongUnknownOrSuspendedThenTheSameAnswerAndTheReasonOnRecordOnly() {
        test.people.person("alice");
        Account mallory = test.people.person("mallory");
        test.people.accounts.suspend(Actor.system(), mallory.id(), OptionalLong.empty());

        assertThat(attempt("alice", WRONG)).isEqualTo(new SignInResult.Refused());
        assertThat(last().reason()).contains("wrong-password");
        assertThat(last().typedName()).isEmpty();

        assertThat(attempt("hunter2 typed as name", WRONG)).isEqualTo(new SignInResult.Refused());
        assertThat(last().reason()).contains("unknown-user");
        assertThat(last().typedName()).contains("hunter2 typed as name");

        assertThat(attempt("mallory", PASSWORD)).isEqualTo(new SignInResult.Refused());
        assertThat(last().reason()).contains("suspended");
        assertThat(attempt("mallory", WRONG)).isEqualTo(new SignInResult.Refused());
        assertThat(last().reason()).contains("wrong-password");
    }

    /** What takes time must be the same: one comparison, one counter written, one record. */
    @Test
    void refusesWhenWrongUnknownOrSuspendedThenTheSameWork() {
        test.people.person("alice");
        Account mallory = test.people.person("mallory");
        test.people.accounts.suspend(Actor.system(), mallory.id(), OptionalLong.empty());
        var counts = test.store.open(FailureCount.TYPE);
        int counters = 0;
        for (String name : new String[] {"alice", "nobody", "mallory"}) {
            for (Password password : new Password[] {WRONG, name.equals("alice") ? WRONG : PASSWORD}) {
                test.hasher.reset();
                int records = test.people.trail.events().size();
                attempt(name, password);
                assertThat(test.hasher.comparisons()).isEqualTo(1);
                assertThat(test.hasher.hashes()).isZero();
                assertThat(test.people.trail.events()).hasSize(records + 1);
            }
            counters++;
            assertThat(counts.find(dev.gatehouse.idp.storage.Query.by("id")).items())
                    .hasSize(counters)
                    .allMatch(stored -> stored.value().failures() == 2);
        }
    }

    @Test
    void storesWhenNameIsUnknownThenNothingOfWhatWasTyped() {
        attempt("my secret password", WRONG);
        assertThat(test.store
                        .open(FailureCount.TYPE)
                        .find(dev.gatehouse.idp.storage.Query.by("id"))
                        .items()
                        .toString())
                .doesNotContain("secret");
    }

    @Test
    void refusesWhenPasswordIsForOneSignInThenNoSession() {
        Account alice = test.people.created(draft("alice").withPassword(PASSWORD, true));
        assertThat(attempt("alice", PASSWORD))
                .isInstanceOfSatisfying(
                        SignInResult.MustChangePassword.class,
                        shown -> assertThat(shown.account()).isEqualTo(alice));
        assertThat(test.sessions.of(alice.id())).isEmpty();
        assertThat(last().reason()).contains("password-change-required");
    }

    @Test
    void limitsWhenTwoHundredGuessAtOnceThenTenAreEvaluatedAndAllAreOnRecord() {
        test.people.person("alice");
        test.hasher.reset();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                String address = "192.0.2." + i;
                threads.execute(() -> attempt("alice", WRONG, address, false));
            }
        }
        assertThat(test.hasher.comparisons()).isEqualTo(10);
        assertThat(test.people.trail.events().stream()
                        .filter(event -> event.action().equals("signin.failed"))
                        .count())
                .isEqualTo(200);
    }

    @Test
    void limitsWhenAccountIsUnderAttackThenRightPasswordWaitsToo() {
        test.people.person("alice");
        for (int i = 0; i < 10; i++) {
            attempt("alice", WRONG, "192.0.2." + i, false);
        }
        assertThat(attempt("alice", PASSWORD, "198.51.100.1", false))
                .isEqualTo(new SignInResult.TooManyFailures(Duration.ofSeconds(30)));
        assertThat(last().reason()).contains("too-many-failures-of-account");
    }

    /** Somebody who guesses must not be able to lock the owner out of their own browser. */
    @Test
    void signsInWhenAccountIsUnderAttackAndBrowserIsKnownThenAtOnce() {
        test.people.person("alice");
        for (int i = 0; i < 10; i++) {
            attempt("alice", WRONG, "192.0.2." + i, false);
        }
        assertThat(attempt("alice", PASSWORD, "198.51.100.1", true)).isInstanceOf(SignInResult.SignedIn.class);
        for (int i = 0; i < 10; i++) {
            attempt("alice", WRONG, "198.51.100.1", true);
        }
        assertThat(attempt("alice", PASSWORD, "198.51.100.2", true)).isInstanceOf(SignInResult.TooManyFailures.class);
    }

    @Test
    void limitsWhenNameIsUnknownThenLikeAnybodyElse() {
        for (int i = 0; i < 10; i++) {
            assertThat(attempt(i % 2 == 0 ? "Nobody" : " nobody", WRONG, "192.0.2." + i, false))
                    .isEqualTo(new SignInResult.Refused());
        }
        assertThat(attempt("nobody", WRONG, "198.51.100.1", false))
                .isEqualTo(new SignInResult.TooManyFailures(Duration.ofSeconds(30)));
    }

    @Test
    void failsWhenTrailIsAwayThenNoSessionIsLeft() {
        Account alice = test.people.person("alice");
        test.people.trail.unavailable(true);
        assertThatThrownBy(() -> attempt("alice", PASSWORD)).isInstanceOf(AuditUnavailable.class);
        assertThat(test.sessions.of(alice.id())).isEmpty();
    }

    @Test
    void signsInWhenManyAtOnceThenAll() {
        test.people.person("alice");
        var signedIn = new java.util.concurrent.atomic.AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 64; i++) {
                threads.execute(() -> {
                    if (attempt("alice", PASSWORD) instanceof SignInResult.SignedIn) {
                        signedIn.incrementAndGet();
                    }
                });
            }
        }
        assertThat(signedIn.get()).isEqualTo(64);
    }
}
