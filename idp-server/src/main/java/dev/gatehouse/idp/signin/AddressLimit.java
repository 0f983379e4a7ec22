package dev.gatehouse.idp.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.gatehouse.idp.signin.Admission.Admitted;
import dev.gatehouse.idp.signin.Admission.Refused;
import dev.gatehouse.idp.signin.Admission.Reservation;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * So many failed sign-ins a minute from one address, counted in this node's memory by monotonic time.
 *
 * <p>A place is reserved before an attempt is evaluated, so attempts in parallel never get further than attempts one
 * after the other. When only attempts that are still going on stand in the way, the next one waits for them.
 */
final class AddressLimit {

    static final String NAME = "address";

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final int MOST_ADDRESSES = 100_000;
    private static final int NETWORK_BYTES = 8;

    private final int limit;
    private final LongSupplier nanoTime;
    private final Cache<String, Attempts> addresses;

    AddressLimit(int limit, LongSupplier nanoTime) {
        this.limit = limit;
        this.nanoTime = nanoTime;
        Ticker ticker = nanoTime::getAsLong;
        this.addresses = Caffeine.newBuilder()
                .maximumSize(MOST_ADDRESSES)
                .expireAfterAccess(WINDOW.multipliedBy(2))
                .ticker(ticker)
                .build();
    }

    Admission admit(String address) {
        return addresses.get(network(address), key -> new Attempts()).admit();
    }

    /** A household or a machine has a whole /64 of IPv6 (RFC 6177), so that counts as one address. */
    private static String network(String address) {
        if (!address.contains(":")) {
            return address;
        }
        byte[] bytes = InetAddress.ofLiteral(address).getAddress();
        // An IPv4 address in IPv6 form comes back as the former.
        return bytes.length == 2 * NETWORK_BYTES
                ? Arrays.toString(Arrays.copyOf(bytes, NETWORK_BYTES))
                : Arrays.toString(bytes);
    }

    private final class Attempts implements Reservation {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition freed = lock.newCondition();
        private final Deque<Long> failures = new ArrayDeque<>();
        private int inFlight;

        Admission admit() {
            lock.lock();
            try {
                long left = LONGEST_WAIT.toNanos();
                while (true) {
                    forgetOld();
                    if (failures.size() >= limit) {
                        return new Refused(NAME, untilOldestIsForgotten());
                    }
                    if (failures.size() + inFlight < limit) {
                        inFlight++;
                        return new Admitted(this);
                    }
                    if (left <= 0) {
                        return new Refused(NAME, Duration.ofSeconds(1));
                    }
                    left = freed.awaitNanos(left);
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return new Refused(NAME, Duration.ofSeconds(1));
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void failed() {
            end(true);
        }

        @Override
        public void succeeded() {
            end(false);
        }

        @Override
        public void withdrawn() {
            end(false);
        }

        private void end(boolean counts) {
            lock.lock();
            try {
                inFlight--;
                if (counts) {
                    failures.addLast(nanoTime.getAsLong());
                }
                freed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        private void forgetOld() {
            Long oldest = failures.peekFirst();
            while (oldest != null && nanoTime.getAsLong() - oldest >= WINDOW.toNanos()) {
                failures.removeFirst();
                oldest = failures.peekFirst();
            }
        }

        private Duration untilOldestIsForgotten() {
            long age = nanoTime.getAsLong() - failures.getFirst();
            return Duration.of(WINDOW.toNanos() - age, TimeUnit.NANOSECONDS.toChronoUnit());
        }
    }
}
