package dev.gatehouse.idp.grants;

import dev.gatehouse.idp.secrets.KeyPurpose;
import dev.gatehouse.idp.secrets.KeyedHash;
import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.DocumentType;
import dev.gatehouse.idp.storage.Documents;
import dev.gatehouse.idp.storage.Stored;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;

/**
 * Authorization codes, kept as keyed hashes.
 *
 * <p>A code is redeemed by opening the grant that it carries ({@link Grants#open}), and stays here a while longer: whoever
 * comes with it again finds the grant opened, and the grant is ended ("If an authorization code is used more than once,
 * the authorization server MUST deny the request and SHOULD revoke [...] all tokens previously issued", RFC 6749 section
 * 4.1.2).
 */
public final class AuthorizationCodes {

    /** Long enough for a redirect, short enough for a leaked log line (RFC 6749 section 4.1.2 allows ten minutes). */
    public static final Duration USABLE = Duration.ofSeconds(60);

    /** How long a second use is recognised. */
    public static final Duration REMEMBERED = Duration.ofHours(1);

    static final String PREFIX = "ghc_";

    static final DocumentType<AuthorizationCode> TYPE = DocumentType.named(
                    "authorization_codes", AuthorizationCode.class)
            .expiringAt("expiresAt")
            .build();

    private final Documents<AuthorizationCode> codes;
    private final KeyedHash hash;
    private final OpaqueTokens tokens;

    public AuthorizationCodes(DocumentStore store, KeyedHash hash, SecureRandom random) {
        this.codes = store.open(TYPE);
        this.hash = hash;
        this.tokens = new OpaqueTokens(random);
    }

    /** Keeps the code's hash and gives the code, which is shown to the client's redirect URI and never again. */
    public String issue(AuthorizationCode content, ChangeId change) {
        String code = tokens.make(PREFIX);
        if (!codes.insert(idOf(code), content, change).written()) {
            throw new IllegalStateException("codes are random, yet one was taken");
        }
        return code;
    }

    /** What the code stands for, redeemed or not, usable or not, unless it is none of ours or forgotten. */
    public Optional<AuthorizationCode> find(String code) {
        return OpaqueTokens.wellFormed(PREFIX, code) ? codes.get(idOf(code)).map(Stored::value) : Optional.empty();
    }

    private String idOf(String code) {
        return hash.of(KeyPurpose.TOKEN_HASHING, code);
    }
}
