package dev.gatehouse.idp.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.sessions.TestSessions;
import dev.gatehouse.idp.signin.Admission.Admitted;
import dev.gatehouse.idp.signin.Admission.Refused;
import dev.gatehouse.idp.signin.Admission.Reservation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignInLimitsTest {

    @TempDir
    private Path folder;

    private final AtomicLong nanos = new AtomicLong();
    private TestSessions test;
    private SignInLimits limits;

    @BeforeEach
    void open() {
        test = new TestSessions(folder);
        limits = node();
    }

    @AfterEach
    void close() {
        test.close();
    }

    /** A node of its own over the same store. */
    private SignInLimits node() {
        return new SignInLimits(20, 10, test.store, test.hash, test.clock, nanos::get);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
        test.clock.advance(time);
    }

    private static Reservation admitted(Admission admission) {
        return switch (admission) {
            case Admitted(Reservation place) -> place;
            case Refused refused -> throw new AssertionError(refused);
        };
    }

    private void fail(String address, String account, int times) {
        for (int i = 0; i < times; i++) {
            admitted(limits.admit(address, account)).failed();
        }
    }

    @Nested
    class Address {

        @Test
        void refusesWhenTwentyFailedInAMinuteThenUntilTheOldestIsForgotten() {
            fail("192.0.2.1", "a", 1);
            pass(Duration.ofSeconds(20));
            for (int i = 0; i < 19; i++) {
                fail("192.0.2.1", "b" + i, 1);
            }
            assertThat(limits.admit("192.0.2.1", "c")).isEqualTo(new Refused("address", Duration.ofSeconds(40)));
            assertThat(limits.admit("192.0.2.2", "c")).isInstanceOf(Admitted.class);
            pass(Duration.ofSeconds(40));
            assertThat(limits.admit("192.0.2.1", "c")).isInstanceOf(Admitted.class);
        }

        @Test
        void admitsWhenAttemptsSucceedThenAnyNumber() {
            for (int i = 0; i < 100; i++) {
                admitted(limits.admit("192.0.2.1", "a")).succeeded();
            }
        }

        @Test
        void admitsWhenNotEvaluatedThenItDoesNotCount() {
            for (int i = 0; i < 100; i++) {
                admitted(limits.admit("192.0.2.1", "a")).withdrawn();
            }
        }

        /** RFC 6177: one customer has a whole /64, so its addresses are no more than one. */
        @Test
        void refusesWhenAddressesOfOneIpv6NetworkThenTogether() {
            for (int i = 0; i < 20; i++) {
                fail("2001:db8:1:2::" + Integer.toHexString(i), "a" + i, 1);
            }
            assertThat(limits.admit("2001:db8:1:2:ffff::1", "c")).isInstanceOf(Refused.class);
            assertThat(limits.admit("2001:db8:1:3::1", "c")).isInstanceOf(Admitted.class);
        }

        @Test
        void refusesWhenAccountIsRefusedThenTheAddressIsNotCharged() {
            for (int i = 0; i < 10; i++) {
                fail("192.0.2." + i, "a", 1);
            }
            for (int i = 0; i < 100; i++) {
                assertThat(limits.admit("192.0.2.99", "a")).isInstanceOf(Refused.class);
            }
            assertThat(limits.admit("192.0.2.99", "b")).isInstanceOf(Admitted.class);
        }
    }

    @Nested
    class Account {

        @Test
        void refusesWhenTenFailedThenEachFurtherFailureDoublesTheDelay() {
            for (int i = 0; i < 10; i++) {
                fail("192.0.2." + i, "a", 1);
            }
            Duration expected = Duration.ofSeconds(30);
            for (int i = 0; i < 12; i++) {
                assertThat(limits.admit("192.0.2.50", "a")).isEqualTo(new Refused("account", expected));
                pass(expected);
                fail("192.0.2.50", "a", 1);
                expected = expected.multipliedBy(2).compareTo(Duration.ofHours(1)) > 0
                        ? Duration.ofHours(1)
                        : expected.multipliedBy(2);
            }
        }

        @Test
        void admitsWhenTimeHasPassedThenNeverLockedForEver() {
            for (int i = 0; i < 200; i++) {
                fail("192.0.2." + i, "a", 1);
                pass(Duration.ofHours(1));
            }
            assertThat(limits.admit("192.0.2.250", "a")).isInstanceOf(Admitted.class);
        }

        @Test
        void forgetsWhenOneSucceedsThenAllBefore() {
            fail("192.0.2.1", "a", 9);
            admitted(limits.admit("192.0.2.1", "a")).succeeded();
            fail("192.0.2.2", "a", 9);
            assertThat(limits.admit("192.0.2.3", "a")).isInstanceOf(Admitted.class);
        }

        @Test
        void refusesWhenFailuresWereOnAnotherNodeThenTheyCountHere() {
            fail("192.0.2.1", "a", 10);
            assertThat(node().admit("192.0.2.2", "a")).isEqualTo(new Refused("account", Duration.ofSeconds(30)));
        }

        @Test
        void countsWhenTwoNodesFailAtOnceThenNoneIsLost() throws Exception {
            SignInLimits other = node();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 5; i++) {
                    String address = "192.0.2." + i;
                    threads.execute(() -> admitted(limits.admit(address, "a")).failed());
                    threads.execute(() -> admitted(other.admit(address, "a")).failed());
                }
            }
            assertThat(limits.admit("192.0.2.50", "a")).isInstanceOf(Refused.class);
        }
    }

    /** A reservation comes before the evaluation, so that guessing in parallel gains nothing. */
    @Nested
    class InParallel {

        @Test
        void evaluatesWhenTwoHundredFailAtOnceThenNoMoreThanTheAccountLimit() throws Exception {
            assertThat(evaluated(200, true, false)).isEqualTo(10);
        }

        @Test
        void evaluatesWhenTwoHundredNamesAreTriedAtOnceThenNoMoreThanTheAddressLimit() throws Exception {
            assertThat(evaluated(200, false, true)).isEqualTo(20);
        }

        @Test
        void evaluatesWhenAllSucceedThenAllOfThem() throws Exception {
            assertThat(runAtOnce(200, i -> "192.0.2.1", i -> "a", Reservation::succeeded))
                    .isEqualTo(200);
        }

        private int evaluated(int attempts, boolean sameAccount, boolean sameAddress) throws Exception {
            return runAtOnce(
                    attempts,
                    i -> sameAddress ? "192.0.2.1" : "192.0.2." + i,
                    i -> sameAccount ? "a" : "a" + i,
                    Reservation::failed);
        }

        private int runAtOnce(
                int attempts,
                java.util.function.IntFunction<String> address,
                java.util.function.IntFunction<String> account,
                java.util.function.Consumer<Reservation> outcome)
                throws Exception {
            AtomicInteger evaluated = new AtomicInteger();
            CountDownLatch start = new CountDownLatch(1);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < attempts; i++) {
                    int number = i;
                    var _ = threads.submit(() -> {
                        start.await();
                        if (limits.admit(address.apply(number), account.apply(number))
                                instanceof Admitted(Reservation place)) {
                            evaluated.incrementAndGet();
                            outcome.accept(place);
                        }
                        return null;
                    });
                }
                start.countDown();
            }
            return evaluated.get();
        }
    }
}
