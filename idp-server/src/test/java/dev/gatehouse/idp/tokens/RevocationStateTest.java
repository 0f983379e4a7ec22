package dev.gatehouse.idp.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.storage.AdjustableClock;
import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.sqlite.SqliteDocumentStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevocationStateTest {

    private static final ChangeId CHANGE = ChangeId.unannounced();

    private final AdjustableClock clock = new AdjustableClock(TestTokens.NOW);
    private final AtomicLong nanos = new AtomicLong();
    private final TestSigningKeys keys = new TestSigningKeys();
    private final TokenMint mint = new TokenMint(TestTokens.ISSUER, keys, new SecureRandom(), clock);
    private final TokenVerifier verifier = new TokenVerifier(TestTokens.ISSUER, keys, clock);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private DocumentStore store;

    @SuppressWarnings("NullAway.Init")
    private RevocationState state;

    @BeforeEach
    void open() {
        store = SqliteDocumentStore.open(folder.resolve("test.db"), clock);
        state = node();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private RevocationState node() {
        RevocationState node = new RevocationState(store, clock, nanos::get);
        node.follow();
        return node;
    }

    private VerifiedAccessToken serviceToken() {
        return verified(mint.accessToken(TestTokens.access(TestTokens.service(), "read")));
    }

    private VerifiedAccessToken personToken(long generation, @Nullable String session, @Nullable String grant) {
        return verified(mint.accessToken(TestTokens.accessOf("user-1", generation, session, grant)));
    }

    private VerifiedAccessToken verified(MintedAccessToken minted) {
        return ((Verification.Verified) verifier.verify(minted.value())).token();
    }

    private void assertDead(VerifiedAccessToken token) {
        assertThat(state.check(token)).isEqualTo(RevocationCheck.REVOKED);
    }

    private void assertLives(VerifiedAccessToken token) {
        assertThat(state.check(token)).isEqualTo(RevocationCheck.LIVE);
    }

    @Nested
    class WhatDies {

        @Test
        void checksWhenNothingIsRevokedThenLive() {
            assertLives(serviceToken());
        }

        @Test
        void endsWhenATokenIsNamedThenThatTokenAlone() {
            VerifiedAccessToken token = serviceToken();
            VerifiedAccessToken other = serviceToken();
            state.endToken(token.claims(), CHANGE);
            assertDead(token);
            assertLives(other);
        }

        @Test
        void endsWhenASessionEndsThenItsTokensAlone() {
            VerifiedAccessToken token = personToken(1, "session-1", "grant-1");
            VerifiedAccessToken other = personToken(1, "session-2", "grant-1");
            VerifiedAccessToken without = personToken(1, null, "grant-1");
            state.endSession("session-1", CHANGE);
            assertDead(token);
            assertLives(other);
            assertLives(without);
        }

        @Test
        void endsWhenAGrantEndsThenItsTokensAlone() {
            VerifiedAccessToken token = personToken(1, "session-1", "grant-1");
            VerifiedAccessToken other = personToken(1, "session-1", "grant-2");
            state.endGrant("grant-1", CHANGE);
            assertDead(token);
            assertLives(other);
        }

        @Test
        void endsWhenAPersonMovesOnThenLowerGenerationsAlone() {
            VerifiedAccessToken before = personToken(1, "session-1", null);
            VerifiedAccessToken after = personToken(2, "session-1", null);
            state.endSubjectTokens("user-1", 2, CHANGE);
            assertDead(before);
            assertLives(after);
        }

        @Test
        void endsWhenAnEarlierGenerationIsNamedLaterThenNothingComesBack() {
            VerifiedAccessToken second = personToken(2, "session-1", null);
            state.endSubjectTokens("user-1", 3, CHANGE);
            state.endSubjectTokens("user-1", 2, CHANGE);
            assertDead(second);
        }

        @Test
        void endsWhenAClientMovesOnThenLowerGenerationsOfServiceAndPeopleAlike() {
            VerifiedAccessToken service = serviceToken();
            VerifiedAccessToken person = personToken(1, "session-1", null);
            state.endClientTokens("service-1", 2, CHANGE);
            assertDead(service);
            assertDead(person);
            var next = TestTokens.service().toBuilder().nextGeneration().build();
            assertLives(verified(mint.accessToken(TestTokens.access(next, "read"))));
        }

        @Test
        void endsWhenNamesAreSharedAcrossKindsThenOnlyTheKindThatWasEnded() {
            VerifiedAccessToken token = personToken(1, "same", "other");
            state.endGrant("same", CHANGE);
            assertLives(token);
        }
    }

    @Nested
    class OtherNodes {

        @Test
        void followsWhenAnotherNodeRevokesThenDeadAfterOneFollow() {
            RevocationState other = node();
            VerifiedAccessToken token = serviceToken();
            other.endToken(token.claims(), CHANGE);
            assertLives(token);
            state.follow();
            assertDead(token);
        }

        @Test
        void startsWhenTheLogHasEntriesThenTheyCount() {
            VerifiedAccessToken token = serviceToken();
            state.endToken(token.claims(), CHANGE);
            assertThat(node().check(token)).isEqualTo(RevocationCheck.REVOKED);
        }

        @Test
        void appendsWhenManyNodesRevokeAtOnceThenNoEntryIsLost() throws Exception {
            List<RevocationState> nodes = List.of(node(), node(), node(), node());
            List<Future<?>> done = new ArrayList<>();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 100; i++) {
                    RevocationState node = nodes.get(i % nodes.size());
                    String grant = "grant-" + i;
                    done.add(threads.submit((Callable<@Nullable Void>) () -> {
                        node.endGrant(grant, CHANGE);
                        return null;
                    }));
                }
            }
            for (Future<?> one : done) {
                one.get();
            }
            state.follow();
            for (int i = 0; i < 100; i++) {
                assertDead(personToken(1, "session", "grant-" + i));
            }
        }
    }

    @Nested
    class Age {

        @Test
        void checksWhenTheLogWasNeverReadThenUnknown() {
            RevocationState fresh = new RevocationState(store, clock, nanos::get);
            assertThat(fresh.current()).isFalse();
            assertThat(fresh.check(serviceToken())).isEqualTo(RevocationCheck.UNKNOWN);
        }

        @Test
        void checksWhenTheViewIsTooOldThenUnknownUntilRead() {
            VerifiedAccessToken token = serviceToken();
            nanos.addAndGet(Duration.ofSeconds(2).toNanos());
            assertLives(token);
            nanos.addAndGet(1);
            assertThat(state.check(token)).isEqualTo(RevocationCheck.UNKNOWN);
            state.follow();
            assertLives(token);
        }

        @Test
        void followsWhenTheStoreIsAwayThenTheViewGrowsOld() {
            VerifiedAccessToken token = serviceToken();
            store.close();
            nanos.addAndGet(Duration.ofSeconds(3).toNanos());
            state.tryToFollow();
            assertThat(state.check(token)).isEqualTo(RevocationCheck.UNKNOWN);
        }
    }

    @Nested
    class Sweeping {

        @Test
        void sweepsWhenEntriesExpiredThenTheNewestStaysAndNumbersGoOn() {
            VerifiedAccessToken token = personToken(1, "session-9", "grant-9");
            for (int i = 0; i < 5; i++) {
                state.endGrant("grant-" + i, CHANGE);
            }
            clock.advance(Duration.ofDays(8));
            state.sweep();
            RevocationState restarted = node();
            restarted.endGrant("grant-9", CHANGE);
            state.follow();
            assertDead(token);
        }

        @Test
        void sweepsWhenTheTokenExpiredLongAgoThenForgotten() {
            VerifiedAccessToken token = serviceToken();
            state.endToken(token.claims(), CHANGE);
            clock.advance(
                    Duration.ofHours(15).plus(RevocationState.CLOCK_SET_BACK).minusSeconds(1));
            state.sweep();
            assertDead(token);
            clock.advance(Duration.ofSeconds(1));
            state.sweep();
            assertLives(token);
        }
    }
}
