package dev.gatehouse.idp.secrets;

import java.security.SecureRandom;
import java.util.Base64;

/** {@link FieldCipher} under the data keys of the store. */
public final class DataKeyFieldCipher implements FieldCipher {

    private static final String VERSION = "v1";

    private final DataKeys keys;
    private final AesGcm aesGcm;

    public DataKeyFieldCipher(DataKeys keys, SecureRandom random) {
        this.keys = keys;
        this.aesGcm = new AesGcm(random);
    }

    @Override
    public SealedField seal(FieldLocation location, byte[] plaintext) {
        String id = keys.newestFieldKeyId();
        var key = keys.fieldKey(id).orElseThrow();
        byte[] sealed = aesGcm.seal(key, associatedData(id, location), plaintext);
        return new SealedField(VERSION + ":" + id + ":" + Base64.getEncoder().encodeToString(sealed));
    }

    @Override
    public byte[] open(FieldLocation location, SealedField sealed) {
        String id = keyId(sealed);
        String text = sealed.envelope().substring(VERSION.length() + id.length() + 2);
        var key = keys.fieldKey(id).orElseThrow(() -> new UnsealFailed(location));
        return aesGcm.open(key, associatedData(id, location), decode(location, text))
                .orElseThrow(() -> new UnsealFailed(location));
    }

    @Override
    public boolean current(SealedField sealed) {
        return keyId(sealed).equals(keys.newestFieldKeyId());
    }

    private static String keyId(SealedField sealed) {
        int begin = VERSION.length() + 1;
        return sealed.envelope().substring(begin, sealed.envelope().indexOf(':', begin));
    }

    /** Only the one canonical text of the bytes: base64 has unused bits, and a change of those is a change too. */
    private static byte[] decode(FieldLocation location, String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
                return bytes;
            }
        } catch (IllegalArgumentException _) {
            // Not base64 at all: the same answer as below.
        }
        throw new UnsealFailed(location);
    }

    private static byte[] associatedData(String keyId, FieldLocation location) {
        return AssociatedData.of(VERSION, keyId, location.collection(), location.document(), location.field());
    }
}
