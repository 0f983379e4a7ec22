package dev.gatehouse.idp.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Argon2PasswordHasherTest {

    private static final Argon2Cost CHEAP = new Argon2Cost(64, 1, 1);

    private final Argon2PasswordHasher hasher = new Argon2PasswordHasher(CHEAP, TestKeys.random(), 1, 4);

    @AfterEach
    void close() {
        hasher.close();
    }

    @Test
    void matchesTheSamePasswordOnly() {
        String hash = hasher.hash("correct horse");

        assertThat(hasher.verify("correct horse", hash)).isEqualTo(PasswordCheck.MATCH);
        assertThat(hasher.verify("correct horse ", hash)).isEqualTo(PasswordCheck.MISMATCH);
        assertThat(hasher.verify("", hash)).isEqualTo(PasswordCheck.MISMATCH);
    }

    /** From the tests of the reference implementation (phc-winner-argon2, src/test.c). */
    @Test
    void verifiesAHashOfTheReferenceImplementation() {
        assertThat(hasher.verify(
                        "password",
                        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"))
                .isEqualTo(PasswordCheck.MATCH_OUTDATED);
    }

    @Test
    void comparesInNormalisationFormC() {
        String composed = "Caf\u00e9 Z\u00fcrich";
        String decomposed = "Cafe\u0301 Zu\u0308rich";

        assertThat(hasher.verify(decomposed, hasher.hash(composed))).isEqualTo(PasswordCheck.MATCH);
    }

    @Test
    void tellsWhenTheHashIsOfAnotherCost() {
        try (var weaker = new Argon2PasswordHasher(new Argon2Cost(32, 1, 1), TestKeys.random(), 1, 1)) {
            assertThat(hasher.verify("p", weaker.hash("p"))).isEqualTo(PasswordCheck.MATCH_OUTDATED);
        }
    }

    @Test
    void writesTheRecommendedCostInPhcFormat() {
        try (var real = new Argon2PasswordHasher(Argon2Cost.recommended(), TestKeys.random(), 1, 1)) {
            assertThat(real.hash("p"))
                    .matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
        }
    }

    @Test
    void neverHashesTheSameWayTwice() {
        assertThat(hasher.hash("p")).isNotEqualTo(hasher.hash("p"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "p", "$argon2i$v=19$m=64,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"})
    void refusesAStoredHashItDoesNotKnowWithoutQuotingIt(String stored) {
        assertThatThrownBy(() -> hasher.verify("p", stored))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not an argon2id hash in PHC string format");
    }

    @Test
    void refusesMoreThanItsQueueHolds() throws Exception {
        var running = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor();
                var narrow = new Argon2PasswordHasher(CHEAP, TestKeys.random(), 1, 1)) {
            callers.execute(() -> narrow.onWorker(() -> {
                running.countDown();
                release.await();
                return new byte[0];
            }));
            running.await();
            var two = new ExecutorCompletionService<@Nullable Void>(callers);
            for (int i = 0; i < 2; i++) {
                var _ = two.submit(() -> narrow.verifyAgainstNothing("waiting"), null);
            }

            // One of them waits behind the one that runs; the other is the one too many, and the only one to end.
            assertThatThrownBy(two.take()::get).hasCauseInstanceOf(PasswordHashingOverloaded.class);
            release.countDown();
            assertThatNoException().isThrownBy(two.take()::get);
        }
    }
}
