package dev.gatehouse.idp.access.feed;

import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Refusal;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The streams that are open on this node: how many one may have, and their end when the server stops. */
public final class OpenStreams {

    static final int PER_ADDRESS = 10;
    static final int PER_SUBJECT = 5;

    private final Set<Place> places = new HashSet<>();
    private boolean stopping;

    /** The place of one stream, and where it waits until it is told to look again. */
    final class Place implements AutoCloseable {
        private final String address;
        private final String subject;
        private final Semaphore bell = new Semaphore(0);

        private Place(String address, String subject) {
            this.address = address;
            this.subject = subject;
        }

        void ring() {
            bell.release();
        }

        /** Waits until it rings, or has rung since the last time. */
        void await(Duration longest) throws InterruptedException {
            if (bell.tryAcquire(longest.toNanos(), TimeUnit.NANOSECONDS)) {
                bell.drainPermits();
            }
        }

        boolean isEnding() {
            synchronized (places) {
                return stopping;
            }
        }

        @Override
        public void close() {
            synchronized (places) {
                places.remove(this);
            }
        }
    }

    /** A place for a stream, which its holder MUST close. */
    Checked<Place> open(String address, String subject) {
        synchronized (places) {
            if (stopping) {
                return refused(503, FeedStream.STOPPING, "This server stops; ask another one.");
            }
            if (count(place -> place.subject.equals(subject)) >= PER_SUBJECT) {
                return refused(
                        429,
                        "too-many-streams-of-subject",
                        "A subject has at most " + PER_SUBJECT + " streams open on one server.");
            }
            if (count(place -> place.address.equals(address)) >= PER_ADDRESS) {
                return refused(
                        429,
                        "too-many-streams-of-address",
                        "From one address at most " + PER_ADDRESS + " streams are open on one server.");
            }
            var place = new Place(address, subject);
            places.add(place);
            return new Checked.Valid<>(place);
        }
    }

    private long count(Predicate<Place> which) {
        return places.stream().filter(which).count();
    }

    private static Checked<Place> refused(int status, String code, String detail) {
        return new Checked.Refused<>(new Refusal(status, code, detail));
    }

    /** Ends all streams, and opens none any more. */
    public void stop() {
        synchronized (places) {
            stopping = true;
            places.forEach(Place::ring);
        }
    }
}
