package dev.gatehouse.idp.accounts;

import dev.gatehouse.idp.storage.DocumentType;
import java.time.Instant;

/**
 * The password of an account, apart from the account so that reading a profile never reads it.
 *
 * @param accountId also the id of the document: an account has one password at most
 * @param hash a PHC string of Argon2id
 * @param mustChange whether the person has to choose another one at their next sign-in
 */
public record PasswordCredential(
        AccountId accountId, String workspace, String hash, boolean mustChange, Instant changedAt) {

    public static final DocumentType<PasswordCredential> TYPE =
            DocumentType.named("password_credentials", PasswordCredential.class).build();

    /** The hash is no secret of the highest order, and still belongs on no screen. */
    @Override
    public String toString() {
        return "PasswordCredential[accountId=" + accountId.value() + "]";
    }
}
