package dev.gatehouse.idp.audit;

import dev.gatehouse.idp.secrets.FieldCipher;
import dev.gatehouse.idp.storage.DocumentStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Two keys for each UTC day, which leave with the last record of that day: one for lookups by source or name, one for
 * values that describe nobody we know.
 */
final class DayKeys {

    private final ValueKeys keys;
    private final Duration longestRetention;

    DayKeys(DocumentStore documents, FieldCipher cipher, SecureRandom random, Duration longestRetention) {
        this.keys = new ValueKeys(documents.open(ValueKeyDocument.OF_DAYS), cipher, random);
        this.longestRetention = longestRetention;
    }

    ValueKey lookup(LocalDate day) {
        return keys.of(lookupOwner(day), end(day));
    }

    /** The lookup key of a day on which something was recorded. */
    Optional<ValueKey> existingLookup(LocalDate day) {
        return keys.existing(lookupOwner(day));
    }

    ValueKey strangers(LocalDate day) {
        return keys.of("strangers:" + day, end(day));
    }

    Optional<ValueKey> named(String keyId) {
        return keys.named(keyId);
    }

    private static String lookupOwner(LocalDate day) {
        return "lookup:" + day;
    }

    /** A record whose request began on this day may be written a little later. */
    private Instant end(LocalDate day) {
        return day.plusDays(2).atStartOfDay(ZoneOffset.UTC).toInstant().plus(longestRetention);
    }
}
