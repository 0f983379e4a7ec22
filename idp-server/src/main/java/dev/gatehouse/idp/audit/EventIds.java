package dev.gatehouse.idp.audit;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/** Makes event ids: UUIDv7 (RFC 9562 section 5.7), milliseconds and then 74 random bits. */
final class EventIds {

    private static final int RANDOM_BYTES = 10;
    private static final long VERSION_7 = 0x7000;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final Clock clock;
    private final SecureRandom random;

    EventIds(Clock clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    EventId next() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        ByteBuffer bits = ByteBuffer.wrap(bytes);
        long high = (clock.millis() << 16) | VERSION_7 | (bits.getShort() & 0x0FFF);
        long low = (bits.getLong() >>> 2) | VARIANT;
        return new EventId(new UUID(high, low).toString());
    }
}
