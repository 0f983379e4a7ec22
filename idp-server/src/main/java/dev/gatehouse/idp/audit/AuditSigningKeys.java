package dev.gatehouse.idp.audit;

import dev.gatehouse.idp.audit.log.HeadSigner;
import dev.gatehouse.idp.secrets.FieldCipher;
import dev.gatehouse.idp.secrets.FieldLocation;
import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.Documents;
import dev.gatehouse.idp.storage.Query;
import dev.gatehouse.idp.storage.Stored;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The Ed25519 keys that sign heads and do nothing else. Each but the first is endorsed by the one before, so that who
 * trusts the first can follow to the last.
 */
final class AuditSigningKeys {

    /** First byte of what an endorsement signs, followed by the ids of the old and the new key, 32 bytes each. */
    private static final byte ENDORSEMENT_DOMAIN = 'K';

    private static final String ALGORITHM = "Ed25519";

    private final Documents<AuditKeyDocument> documents;
    private final FieldCipher cipher;
    private final Clock clock;
    private volatile HeadSigner current;
    private final boolean created;

    /** Opens the keys of the trail's store, and makes the first in an empty one. */
    AuditSigningKeys(DocumentStore auditDocuments, FieldCipher cipher, Clock clock) {
        this.documents = auditDocuments.open(AuditKeyDocument.TYPE);
        this.cipher = cipher;
        this.clock = clock;
        this.created = all().isEmpty() && create(null);
        this.current = signer(all().getLast());
    }

    /** Whether this start made the first key. */
    boolean created() {
        return created;
    }

    HeadSigner current() {
        return current;
    }

    /** The fingerprint of the first key, from which trust in the others follows. */
    String fingerprint() {
        return "SHA256:" + all().getFirst().id();
    }

    /** Makes a new key, endorsed by the one in force, and signs with it from now on. */
    void rotate() {
        create(all().getLast());
        current = signer(all().getLast());
    }

    private List<Stored<AuditKeyDocument>> all() {
        return documents.find(Query.by(AuditKeyDocument.BY_NUMBER)).items();
    }

    /** An insert decides among nodes that do this at the same time; losing is as good as winning. */
    private boolean create(@Nullable Stored<AuditKeyDocument> before) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            byte[] id =
                    MessageDigest.getInstance("SHA-256").digest(pair.getPublic().getEncoded());
            String name = Base64.getUrlEncoder().withoutPadding().encodeToString(id);
            var document = new AuditKeyDocument(
                    before == null ? 1 : before.value().number() + 1,
                    Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()),
                    cipher.seal(location(name), pair.getPrivate().getEncoded()),
                    clock.instant(),
                    before == null ? null : before.id(),
                    before == null ? null : endorsement(before, id));
            return documents.insert(name, document, ChangeId.unannounced()).written();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("an audit signing key cannot be made", e);
        }
    }

    private String endorsement(Stored<AuditKeyDocument> before, byte[] id) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(ALGORITHM);
        signature.initSign(privateKey(before));
        signature.update(ByteBuffer.allocate(65)
                .put(ENDORSEMENT_DOMAIN)
                .put(Base64.getUrlDecoder().decode(before.id()))
                .put(id)
                .array());
        return Base64.getEncoder().encodeToString(signature.sign());
    }

    private HeadSigner signer(Stored<AuditKeyDocument> stored) {
        return new HeadSigner(stored.id(), privateKey(stored));
    }

    private PrivateKey privateKey(Stored<AuditKeyDocument> stored) {
        byte[] encoded = cipher.open(location(stored.id()), stored.value().privateKey());
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the audit signing key " + stored.id() + " is unusable", e);
        }
    }

    private static FieldLocation location(String id) {
        return new FieldLocation(AuditKeyDocument.TYPE.name(), id, AuditKeyDocument.PRIVATE_KEY_FIELD);
    }
}
