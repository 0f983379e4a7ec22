package dev.gatehouse.idp.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.audit.AuditEvent;
import dev.gatehouse.idp.audit.AuditUnavailable;
import dev.gatehouse.idp.audit.RequestContext;
import dev.gatehouse.idp.storage.Documents;
import dev.gatehouse.idp.storage.Query;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionsTest {

    @TempDir
    private Path folder;

    private TestSessions test;
    private Account alice;

    @BeforeEach
    void open() {
        test = new TestSessions(folder);
        alice = test.people.person("alice");
    }

    @AfterEach
    void close() {
        test.close();
    }

    private Sessions.Begun begin(Account account) {
        return test.sessions.begin(account, SignInMethod.PASSWORD, Optional.empty());
    }

    private boolean live(Sessions.Begun begun) {
        return test.sessions.find(begun.secret()) instanceof SessionLookup.Live;
    }

    @Nested
    class Finding {

        @Test
        void findsWhenSecretIsKnownThenThePersonAndHowTheySignedIn() {
            Sessions.Begun begun = begin(alice);
            assertThat(test.sessions.find(begun.secret())).isInstanceOfSatisfying(SessionLookup.Live.class, live -> {
                assertThat(live.session().account()).isEqualTo(alice);
                assertThat(live.session().session()).isEqualTo(begun.session().session());
                assertThat(live.session().session().method()).isEqualTo(SignInMethod.PASSWORD);
            });
            assertThat(test.sessions.find(new SessionSecret("x".repeat(43)))).isInstanceOf(SessionLookup.None.class);
        }

        /** A copy of the store must let nobody in. */
        @Test
        void storesWhenBegunThenNeitherSecretNorBrowserInClear() {
            RequestContext request = new RequestContext("r", "192.0.2.7", "Firefox/999", null);
            Sessions.Begun begun =
                    ScopedValue.where(RequestContext.CURRENT, request).call(() -> begin(alice));
            Documents<Session> documents = test.store.open(Sessions.TYPE);
            String stored = documents.find(Query.by("id")).items().toString();
            assertThat(stored).doesNotContain(begun.secret().reveal(), "192.0.2.7", "Firefox");
            assertThat(documents.get(begun.secret().reveal())).isEmpty();
            assertThat(test.sessions.browser(begun.session())).isEqualTo(new Browser("192.0.2.7", "Firefox/999"));
        }
    }

    @Nested
    class Limits {

        @Test
        void endsWhenIdleForLongThenNone() {
            Sessions.Begun begun = begin(alice);
            test.clock.advance(Duration.ofMinutes(29));
            assertThat(live(begun)).isTrue();
            test.clock.advance(Duration.ofMinutes(29));
            assertThat(live(begun)).isTrue();
            test.clock.advance(Duration.ofMinutes(30));
            assertThat(live(begun)).isFalse();
        }

        @Test
        void endsWhenUsedWithoutPauseThenStillAtTheAbsoluteLimit() {
            Sessions.Begun begun = begin(alice);
            for (int i = 1; i < 12 * 3; i++) {
                test.clock.advance(Duration.ofMinutes(20));
                assertThat(live(begun)).isTrue();
            }
            test.clock.advance(Duration.ofMinutes(20));
            assertThat(live(begun)).isFalse();
        }

        @Test
        void writesWhenUsedOftenThenAtMostOnceAMinute() {
            Sessions.Begun begun = begin(alice);
            Documents<Session> documents = test.store.open(Sessions.TYPE);
            for (int i = 0; i < 100; i++) {
                test.clock.advance(Duration.ofSeconds(1));
                test.sessions.find(begun.secret());
            }
            assertThat(documents.get(begun.session().documentId()).orElseThrow().version())
                    .isEqualTo(2);
        }
    }

    @Nested
    class AccountState {

        @Test
        void findsWhenSuspendedThenSuspendedAndDeadForGood() {
            Sessions.Begun begun = begin(alice);
            test.people.accounts.suspend(Actor.system(), alice.id(), OptionalLong.empty());
            assertThat(test.sessions.find(begun.secret())).isInstanceOf(SessionLookup.Suspended.class);
            test.people.accounts.resume(Actor.system(), alice.id(), OptionalLong.empty());
            assertThat(live(begun)).isFalse();
        }

        @Test
        void findsWhenDeletedThenNone() {
            Sessions.Begun begun = begin(alice);
            test.people.accounts.delete(Actor.system(), alice.id());
            assertThat(test.sessions.find(begun.secret())).isInstanceOf(SessionLookup.None.class);
        }

        @Test
        void findsWhenEverythingWasRevokedThenNone() {
            Sessions.Begun begun = begin(alice);
            test.people.accounts.revokeAll(Actor.system(), alice.id());
            assertThat(live(begun)).isFalse();
        }
    }

    @Nested
    class SigningInAgain {

        @Test
        void beginsWhenSamePersonThenNewSecretSameSidAndOldSecretDead() {
            Sessions.Begun first = begin(alice);
            test.clock.advance(Duration.ofMinutes(5));
            Sessions.Begun second = test.sessions.begin(alice, SignInMethod.PASSWORD, Optional.of(first.session()));
            assertThat(live(first)).isFalse();
            assertThat(live(second)).isTrue();
            assertThat(second.session().session().sid())
                    .isEqualTo(first.session().session().sid());
            assertThat(second.session().session().authTime())
                    .isEqualTo(first.session().session().authTime().plus(Duration.ofMinutes(5)));
            assertThat(test.ended).isEmpty();
        }

        @Test
        void beginsWhenAnotherPersonThenTheFirstSessionEnds() {
            Sessions.Begun first = begin(alice);
            Account bob = test.people.person("bob");
            Sessions.Begun second = test.sessions.begin(bob, SignInMethod.PASSWORD, Optional.of(first.session()));
            assertThat(live(first)).isFalse();
            assertThat(second.session().session().sid())
                    .isNotEqualTo(first.session().session().sid());
            assertThat(test.ended)
                    .containsExactly(first.session().session().sid().value());
            assertThat(test.people.trail.events().getLast())
                    .returns("session.ended", AuditEvent::action)
                    .returns(Optional.of("replaced"), AuditEvent::reason);
        }
    }

    @Nested
    class Ending {

        @Test
        void endsWhenAskedThenOnRecordAndToldToWhatHangsOnIt() {
            Sessions.Begun begun = begin(alice);
            SessionId sid = begun.session().session().sid();
            assertThat(test.sessions.end(Sessions.actor(begun.session()), alice.id(), sid, EndReason.SIGNED_OUT))
                    .isTrue();
            assertThat(live(begun)).isFalse();
            assertThat(test.ended).containsExactly(sid.value());
            assertThat(test.people.trail.summary()).endsWith("session.ended SUCCESS");
            assertThat(test.sessions.end(Actor.system(), alice.id(), sid, EndReason.SIGNED_OUT))
                    .isFalse();
        }

        @Test
        void refusesWhenSessionIsSomebodyElsesThenNothingHappens() {
            Account mallory = test.people.person("mallory");
            Sessions.Begun begun = begin(alice);
            assertThat(test.sessions.end(
                            Actor.user(mallory.id().value(), null, null),
                            mallory.id(),
                            begun.session().session().sid(),
                            EndReason.ENDED_BY_PERSON))
                    .isFalse();
            assertThat(live(begun)).isTrue();
        }

        @Test
        void endsWhenTrailIsAwayThenNothingHappens() {
            Sessions.Begun begun = begin(alice);
            test.people.trail.unavailable(true);
            assertThatThrownBy(() -> test.sessions.end(
                            Actor.system(),
                            alice.id(),
                            begun.session().session().sid(),
                            EndReason.SIGNED_OUT))
                    .isInstanceOf(AuditUnavailable.class);
            assertThat(live(begun)).isTrue();
        }

        @Test
        void endsAllWhenOneIsKeptThenOnlyThatLives() {
            Sessions.Begun kept = begin(alice);
            Sessions.Begun other = begin(alice);
            Sessions.Begun bobs = begin(test.people.person("bob"));
            int count = test.sessions.endAll(
                    Sessions.actor(kept.session()),
                    alice.id(),
                    Optional.of(kept.session().session().sid()),
                    EndReason.ENDED_BY_PERSON);
            assertThat(count).isEqualTo(1);
            assertThat(live(kept)).isTrue();
            assertThat(live(other)).isFalse();
            assertThat(live(bobs)).isTrue();
        }

        @Test
        void listsWhenThereAreSeveralThenNewestFirstAndOnlyOnes() {
            Sessions.Begun first = begin(alice);
            test.clock.advance(Duration.ofMinutes(1));
            Sessions.Begun second = begin(alice);
            begin(test.people.person("bob"));
            assertThat(test.sessions.of(alice.id()))
                    .extracting(listed -> listed.session().sid())
                    .containsExactly(
                            second.session().session().sid(),
                            first.session().session().sid());
        }
    }
}
