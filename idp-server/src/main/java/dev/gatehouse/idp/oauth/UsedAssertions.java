package dev.gatehouse.idp.oauth;

import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.DocumentType;
import dev.gatehouse.idp.storage.Documents;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;

/**
 * The client assertions that were used, until they expire. Of any number of concurrent uses exactly one is the first:
 * an insert decides.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7523#section-3">RFC 7523 section 3</a>, item 7
 */
final class UsedAssertions {

    record UsedAssertion(String clientId, Instant expiresAt) {}

    private static final DocumentType<UsedAssertion> TYPE = DocumentType.named("used_assertions", UsedAssertion.class)
            .expiringAt("expiresAt")
            .build();

    private final Documents<UsedAssertion> documents;

    UsedAssertions(DocumentStore store) {
        documents = store.open(TYPE);
    }

    /** Whether this is the first use. */
    boolean first(String clientId, String assertionId, Instant expiresAt) {
        return documents
                .insert(key(clientId, assertionId), new UsedAssertion(clientId, expiresAt), ChangeId.unannounced())
                .written();
    }

    /** A digest, since a client chooses its {@code jti}, of any length. */
    private static String key(String clientId, String assertionId) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(clientId.getBytes(StandardCharsets.UTF_8));
            sha256.update((byte) 0);
            byte[] hash = sha256.digest(assertionId.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
