package dev.gatehouse.idp.keys;

import dev.gatehouse.idp.secrets.FieldLocation;
import dev.gatehouse.idp.secrets.SealedField;
import dev.gatehouse.idp.storage.DocumentType;
import java.time.Instant;

/**
 * A signing key as it is stored, under its {@code kid}.
 *
 * <p>It is written once and never changed. When it stops signing and when it retires follow from its successor, so that
 * one insert is the whole rotation, and the unique index decides which node's successor it is.
 *
 * @param number 1 for the first key of its algorithm, one more for each successor
 * @param publicKey base64 of the SubjectPublicKeyInfo
 * @param privateKey PKCS #8, encrypted
 */
record SigningKeyDocument(
        SigningAlgorithm algorithm,
        long number,
        String publicKey,
        SealedField privateKey,
        Instant publishedAt,
        Instant signsFrom) {

    static final DocumentType<SigningKeyDocument> TYPE = DocumentType.named("signing_keys", SigningKeyDocument.class)
            .unique("succession", "algorithm", "number")
            .build();

    static FieldLocation privateKeyOf(KeyId id) {
        return new FieldLocation(TYPE.name(), id.value(), "privateKey");
    }
}
