package dev.gatehouse.idp.keys;

import dev.gatehouse.idp.secrets.FieldCipher;
import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.Documents;
import dev.gatehouse.idp.storage.Page;
import dev.gatehouse.idp.storage.Query;
import dev.gatehouse.idp.storage.Stored;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The signing keys at rest: public halves in clear, private halves encrypted. */
final class SigningKeyStore {

    private final Documents<SigningKeyDocument> documents;
    private final FieldCipher cipher;

    SigningKeyStore(DocumentStore store, FieldCipher cipher) {
        this.documents = store.open(SigningKeyDocument.TYPE);
        this.cipher = cipher;
    }

    /** All of them, of all algorithms, in the order of succession. */
    List<Stored<SigningKeyDocument>> all() {
        var all = new ArrayList<Stored<SigningKeyDocument>>();
        Query query = Query.by("succession");
        Page<SigningKeyDocument> page = documents.find(query);
        all.addAll(page.items());
        while (page.next().isPresent()) {
            page = documents.find(query.after(page.next().get()));
            all.addAll(page.items());
        }
        return all;
    }

    /** Stores a key unless there is one of its number already; whether it did. */
    boolean insert(NewSigningKey key, ChangeId change) {
        byte[] pkcs8 = key.pair().getPrivate().getEncoded();
        var document = new SigningKeyDocument(
                key.algorithm(),
                key.number(),
                Base64.getEncoder().encodeToString(key.pair().getPublic().getEncoded()),
                cipher.seal(SigningKeyDocument.privateKeyOf(key.id()), pkcs8),
                key.publishedAt(),
                key.signsFrom());
        return documents.insert(key.id().value(), document, change).written();
    }

    PrivateKey privateKey(KeyId id, SigningKeyDocument document) {
        byte[] pkcs8 = cipher.open(SigningKeyDocument.privateKeyOf(id), document.privateKey());
        return KeyPairs.privateKey(document.algorithm(), pkcs8);
    }

    boolean delete(KeyId id) {
        return documents.delete(id.value());
    }
}
