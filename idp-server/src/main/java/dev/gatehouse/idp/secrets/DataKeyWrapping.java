package dev.gatehouse.idp.secrets;

import java.util.Base64;
import java.util.Optional;

/** Wraps data keys under one master key. The id and the kind are bound in, so that no key can stand for another. */
final class DataKeyWrapping {

    private static final String CONTEXT = "gatehouse/data-key/v1";

    private final MasterKey master;
    private final AesGcm aesGcm;

    DataKeyWrapping(MasterKey master, AesGcm aesGcm) {
        this.master = master;
        this.aesGcm = aesGcm;
    }

    String checkValue() {
        return master.checkValue();
    }

    boolean opens(DataKeyDocument document) {
        return document.wrappings().containsKey(master.checkValue());
    }

    String wrap(String id, DataKeyKind kind, byte[] key) {
        return Base64.getEncoder().encodeToString(aesGcm.seal(master.wrapping(), associatedData(id, kind), key));
    }

    /** The key, or empty when it is not wrapped under this master key or was changed. */
    Optional<byte[]> unwrap(String id, DataKeyDocument document) {
        String wrapped = document.wrappings().get(master.checkValue());
        if (wrapped == null) {
            return Optional.empty();
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(wrapped);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        return aesGcm.open(master.wrapping(), associatedData(id, document.kind()), bytes);
    }

    private static byte[] associatedData(String id, DataKeyKind kind) {
        return AssociatedData.of(CONTEXT, id, kind.name());
    }
}
