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
import java.security.PublicKey;
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
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final Documents<AuditKeyDocument> documents;
    private final FieldCipher cipher;
    private final Clock clock;
    private final boolean created;
    private volatile HeadSigner current;

    /** A key that has been made and is not in force. */
    record Candidate(String id, KeyPair pair) {}

    /** Opens the keys of the trail's store, and makes the first in an empty one. */
    AuditSigningKeys(DocumentStore auditDocuments, FieldCipher cipher, Clock clock) {
        this.documents = auditDocuments.open(AuditKeyDocument.TYPE);
        this.cipher = cipher;
        this.clock = clock;
        this.created = all().isEmpty() && create(candidate(), null, ChangeId.unannounced());
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

    List<AuditKey> list() {
        return all().stream().map(AuditKey::of).toList();
    }

    /** Makes a key and keeps it nowhere. */
    Candidate candidate() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            return new Candidate(BASE64URL.encodeToString(digest(pair.getPublic())), pair);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("an audit signing key cannot be made", e);
        }
    }

    /**
     * Puts a key into force, endorsed by the one before it, and signs with it from now on; false when another node has
     * done so with another key, which then signs.
     */
    boolean install(Candidate next, ChangeId change) {
        boolean written = create(next, all().getLast(), change);
        current = signer(all().getLast());
        return written;
    }

    private List<Stored<AuditKeyDocument>> all() {
        return documents.find(Query.by(AuditKeyDocument.BY_NUMBER)).items();
    }

    /** An insert decides among nodes that do this at the same time. */
    private boolean create(Candidate key, @Nullable Stored<AuditKeyDocument> before, ChangeId change) {
        try {
            var document = new AuditKeyDocument(
                    before == null ? 1 : before.value().number() + 1,
                    Base64.getEncoder().encodeToString(key.pair().getPublic().getEncoded()),
                    cipher.seal(location(key.id()), key.pair().getPrivate().getEncoded()),
                    clock.instant(),
                    before == null ? null : before.id(),
                    before == null
                            ? null
                            : endorsement(before, digest(key.pair().getPublic())));
            return documents.insert(key.id(), document, change).written();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("an audit signing key cannot be endorsed", e);
        }
    }

    private static byte[] digest(PublicKey key) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
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
