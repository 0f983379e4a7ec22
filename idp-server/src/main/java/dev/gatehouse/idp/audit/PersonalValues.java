package dev.gatehouse.idp.audit;

import dev.gatehouse.idp.secrets.AesGcm;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Optional;

/**
 * Encrypts values that describe a person under that person's key: {@code v1:<key id>:<base64 of IV, ciphertext, tag>},
 * AES-256-GCM, bound to the event and the field.
 */
final class PersonalValues {

    /** Stands where a value described a person who had been erased already. */
    static final String ERASED = "erased";

    private static final String VERSION = "v1:";

    private final PersonKeys persons;
    private final DayKeys days;
    private final AesGcm aesGcm;

    PersonalValues(PersonKeys persons, DayKeys days, AesGcm aesGcm) {
        this.persons = persons;
        this.days = days;
        this.aesGcm = aesGcm;
    }

    /** Seals under the person's key, or under the day's when nobody is known. */
    String seal(Optional<Person> person, LocalDate day, EventId event, String field, String value) {
        Optional<ValueKey> key = person.isPresent() ? persons.of(person.get()) : Optional.of(days.strangers(day));
        if (key.isEmpty()) {
            return ERASED;
        }
        byte[] sealed = aesGcm.seal(
                key.get().key(), associatedData(event.value(), field), value.getBytes(StandardCharsets.UTF_8));
        return VERSION + key.get().id() + ":" + Base64.getEncoder().encodeToString(sealed);
    }

    /** The value, unless its key is gone. */
    Optional<String> open(String event, String field, String sealed) {
        int end = sealed.indexOf(':', VERSION.length());
        if (!sealed.startsWith(VERSION) || end < 0) {
            return Optional.empty();
        }
        String keyId = sealed.substring(VERSION.length(), end);
        byte[] bytes = Base64.getDecoder().decode(sealed.substring(end + 1));
        return persons.named(keyId)
                .or(() -> days.named(keyId))
                .flatMap(key -> aesGcm.open(key.key(), associatedData(event, field), bytes))
                .map(plain -> new String(plain, StandardCharsets.UTF_8));
    }

    /** INVARIANT: an event id has 36 characters, so that no other pair of event and field gives the same bytes. */
    private static byte[] associatedData(String event, String field) {
        return (event + field).getBytes(StandardCharsets.UTF_8);
    }
}
