package dev.gatehouse.idp.audit;

import dev.gatehouse.idp.secrets.FieldCipher;
import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.Documents;
import dev.gatehouse.idp.storage.Page;
import dev.gatehouse.idp.storage.Query;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;

/**
 * The keys of persons. Erasing a person destroys their key, which makes every value that describes them unreadable while
 * the trail, whose hashes cover ciphertext, still verifies.
 */
public final class PersonKeys {

    private final ValueKeys keys;
    private final Documents<ErasedPerson> erased;
    private final Clock clock;

    public PersonKeys(DocumentStore documents, FieldCipher cipher, SecureRandom random, Clock clock) {
        this.keys = new ValueKeys(documents.open(ValueKeyDocument.OF_PERSONS), cipher, random);
        this.erased = documents.open(ErasedPerson.TYPE);
        this.clock = clock;
    }

    /** The person's key, made at first use; empty for a person who was erased. */
    Optional<ValueKey> of(Person person) {
        ValueKey known = keys.remembered(person.owner());
        if (known != null) {
            return Optional.of(known);
        }
        if (isErased(person)) {
            return Optional.empty();
        }
        ValueKey key = keys.of(person.owner(), null);
        if (isErased(person)) { // since we last looked
            keys.destroy(person.owner());
            return Optional.empty();
        }
        return Optional.of(key);
    }

    Optional<ValueKey> named(String keyId) {
        return keys.named(keyId);
    }

    /** Makes every value of the trail that describes this user unreadable, for ever. */
    public void eraseUser(String subject) {
        erase(Person.user(subject));
    }

    /** That they were erased is written first, so that a crash in between leaves work for {@link #completeErasures}. */
    void erase(Person person) {
        erased.insert(person.owner(), new ErasedPerson(clock.instant()), ChangeId.unannounced());
        keys.destroy(person.owner());
    }

    /** Destroys the keys of erased persons that are there nevertheless: after a crash, or in a restored backup. */
    public void completeErasures() {
        Query query = Query.by("id");
        while (true) {
            Page<ErasedPerson> page = erased.find(query);
            page.items().forEach(person -> keys.destroy(person.id()));
            if (page.next().isEmpty()) {
                return;
            }
            query = query.after(page.next().get());
        }
    }

    private boolean isErased(Person person) {
        return erased.get(person.owner()).isPresent();
    }
}
