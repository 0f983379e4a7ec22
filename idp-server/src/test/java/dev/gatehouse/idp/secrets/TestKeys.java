package dev.gatehouse.idp.secrets;

import dev.gatehouse.idp.storage.DocumentStore;
import java.security.SecureRandom;
import java.time.Clock;

/** Keys and ciphers for tests. */
public final class TestKeys {

    private static final SecureRandom RANDOM = new SecureRandom();

    private TestKeys() {}

    public static SecureRandom random() {
        return RANDOM;
    }

    public static MasterKey masterKey() {
        return MasterKey.generate(RANDOM);
    }

    /** The data keys of a store under a fresh master key. */
    public static DataKeys dataKeys(DocumentStore store) {
        return dataKeys(store, masterKey());
    }

    public static DataKeys dataKeys(DocumentStore store, MasterKey master) {
        return DataKeys.open(store, master, RANDOM, Clock.systemUTC());
    }

    public static FieldCipher fieldCipher(DocumentStore store) {
        return new DataKeyFieldCipher(dataKeys(store), RANDOM);
    }

    public static KeyedHash keyedHash(DocumentStore store) {
        return new HmacKeyedHash(dataKeys(store));
    }
}
