package dev.gatehouse.idp.keys;

import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.secrets.FieldCipher;
import dev.gatehouse.idp.secrets.TestKeys;
import dev.gatehouse.idp.storage.DocumentStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;

/** Signing keys for tests. */
public final class TestSigningKeys {

    /** 90 days, 10 minutes ahead, tokens of 15 hours. */
    public static final KeySchedule SCHEDULE =
            new KeySchedule(Duration.ofDays(90), Duration.ofMinutes(10), Duration.ofHours(15));

    private TestSigningKeys() {}

    /** Signing keys in a store, all created, that follow it only when told to. */
    public static SigningKeyring in(DocumentStore store, AuditTrail trail, Clock clock) {
        return in(store, TestKeys.fieldCipher(store), trail, clock);
    }

    static SigningKeyring in(DocumentStore store, FieldCipher cipher, AuditTrail trail, Clock clock) {
        var keyring = new SigningKeyring(store, cipher, trail, SCHEDULE, new Random(0), clock);
        keyring.createMissing();
        return keyring;
    }
}
