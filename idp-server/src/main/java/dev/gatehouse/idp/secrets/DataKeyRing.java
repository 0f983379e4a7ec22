package dev.gatehouse.idp.secrets;

import java.util.Map;
import java.util.TreeMap;
import javax.crypto.SecretKey;

/**
 * The data keys of a store, unwrapped, as seen at one moment.
 *
 * @param derivationRoot the key that purpose keys are derived from
 * @param fieldKeys the field encryption keys by id
 * @param newestFieldKey the id of the one that encrypts
 */
record DataKeyRing(SecretKey derivationRoot, Map<String, SecretKey> fieldKeys, String newestFieldKey) {

    static final String DERIVATION_ID = "root";
    private static final String FIELD_PREFIX = "f";

    DataKeyRing {
        fieldKeys = Map.copyOf(fieldKeys);
    }

    static DataKeyRing of(SecretKey derivationRoot, Map<Integer, SecretKey> fieldKeysByNumber) {
        var byId = new TreeMap<String, SecretKey>();
        fieldKeysByNumber.forEach((number, key) -> byId.put(fieldKeyId(number), key));
        int newest = fieldKeysByNumber.keySet().stream().max(Integer::compare).orElseThrow();
        return new DataKeyRing(derivationRoot, byId, fieldKeyId(newest));
    }

    /** Field keys are numbered, so that an insert decides which of two nodes makes the next one. */
    static String fieldKeyId(int number) {
        return FIELD_PREFIX + number;
    }

    static int fieldKeyNumber(String id) {
        return Integer.parseInt(id.substring(FIELD_PREFIX.length()));
    }

    @Override
    public String toString() {
        return "DataKeyRing[newestFieldKey=" + newestFieldKey + "]";
    }
}
