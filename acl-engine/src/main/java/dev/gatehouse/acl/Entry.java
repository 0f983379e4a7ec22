package dev.gatehouse.acl;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One line of an object's access list. Entries that differ in any component stand side by side; equal ones are one. A
 * condition, when there is one, becomes another component beside {@link Terms}.
 */
public record Entry(ObjectRef object, Effect effect, Member to, Terms terms) {

    /**
     * What an entry gives or takes, and until when.
     *
     * @param expiresAt the first instant at which the entry no longer counts, in whole milliseconds; null: never
     */
    public record Terms(Rights rights, @Nullable Instant expiresAt) {
        public Terms {
            if (expiresAt != null) {
                if (!expiresAt.truncatedTo(ChronoUnit.MILLIS).equals(expiresAt)) {
                    throw new IllegalArgumentException("An entry expires at a whole millisecond");
                }
                if (expiresAt.isBefore(Instant.EPOCH) || expiresAt.isAfter(LATEST)) {
                    throw new IllegalArgumentException("An entry expires between 1970 and 9999");
                }
            }
        }

        private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");
    }

    public static Entry allow(ObjectRef object, Member to, Rights rights) {
        return new Entry(object, Effect.ALLOW, to, new Terms(rights, null));
    }

    public static Entry deny(ObjectRef object, Member to, Rights rights) {
        return new Entry(object, Effect.DENY, to, new Terms(rights, null));
    }

    /** The same entry, which ends at an instant. */
    public Entry until(Instant expiresAt) {
        return new Entry(object, effect, to, new Terms(terms.rights(), expiresAt));
    }

    public Rights rights() {
        return terms.rights();
    }

    public Optional<Instant> expiresAt() {
        return Optional.ofNullable(terms.expiresAt());
    }

    /** Whether the entry no longer counts; at the very instant of expiry it does not. */
    public boolean isExpiredAt(Instant time) {
        Instant end = terms.expiresAt();
        return end != null && !time.isBefore(end);
    }
}
