package dev.gatehouse.idp.secrets;

/** Encrypts fields with AES-256-GCM under the newest data key, with the field's location as associated data. */
public interface FieldCipher {

    SealedField seal(FieldLocation location, byte[] plaintext);

    /** Opens a field. Any change of ciphertext, location or key id fails closed with {@link UnsealFailed}. */
    byte[] open(FieldLocation location, SealedField sealed);

    /** Whether the field is under the newest data key. */
    boolean current(SealedField sealed);
}
