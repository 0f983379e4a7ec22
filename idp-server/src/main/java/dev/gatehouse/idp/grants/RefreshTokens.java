package dev.gatehouse.idp.grants;

import dev.gatehouse.idp.secrets.KeyPurpose;
import dev.gatehouse.idp.secrets.KeyedHash;
import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.DocumentType;
import dev.gatehouse.idp.storage.Documents;
import dev.gatehouse.idp.storage.Stored;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Refresh tokens: opaque, kept as keyed hashes, each good for one use (RFC 9700 section 4.14.2).
 *
 * <p>INVARIANT: a token is used by inserting its tombstone, so of any number of concurrent uses one succeeds. The losers
 * of a race are not thieves: a second use within {@link #GRACE} fails and leaves the family alive; a later one means
 * that two parties hold the token, and the family must die.
 */
public final class RefreshTokens {

    public static final Duration GRACE = Duration.ofSeconds(10);

    static final String PREFIX = "ghr_";

    static final DocumentType<RefreshToken> TYPE = DocumentType.named("refresh_tokens", RefreshToken.class)
            .expiringAt("expiresAt")
            .build();

    static final DocumentType<SpentRefreshToken> SPENT = DocumentType.named(
                    "spent_refresh_tokens", SpentRefreshToken.class)
            .expiringAt("expiresAt")
            .build();

    private final Documents<RefreshToken> issued;
    private final Documents<SpentRefreshToken> spent;
    private final KeyedHash hash;
    private final OpaqueTokens tokens;
    private final Clock clock;

    /** What is kept of a refresh token. */
    public record RefreshToken(String grant, Instant issuedAt, Instant expiresAt) {
        public GrantId grantId() {
            return new GrantId(grant);
        }
    }

    /** The tombstone of a used token, kept until the token would have expired. */
    record SpentRefreshToken(String grant, Instant spentAt, Instant expiresAt) {}

    /** How a use ended. */
    public enum Use {
        /** The one that counts. */
        FIRST,
        /** Too late by a moment: another request of the same client was faster. */
        RACED,
        /** The token was used before, and not just now. */
        REUSED
    }

    public RefreshTokens(DocumentStore store, KeyedHash hash, SecureRandom random, Clock clock) {
        this.issued = store.open(TYPE);
        this.spent = store.open(SPENT);
        this.hash = hash;
        this.tokens = new OpaqueTokens(random);
        this.clock = clock;
    }

    /** Keeps the token's hash and gives the token. */
    public String issue(GrantId grant, Instant expiresAt, ChangeId change) {
        String token = tokens.make(PREFIX);
        if (!issued.insert(idOf(token), new RefreshToken(grant.value(), clock.instant(), expiresAt), change)
                .written()) {
            throw new IllegalStateException("refresh tokens are random, yet one was taken");
        }
        return token;
    }

    /** The token, used or not, unless it is none of ours or has expired. */
    public Optional<RefreshToken> find(String token) {
        return OpaqueTokens.wellFormed(PREFIX, token) ? issued.get(idOf(token)).map(Stored::value) : Optional.empty();
    }

    /** Whether and when the token was used, without using it. */
    public Use peek(String token) {
        return spent.get(idOf(token)).map(this::judge).orElse(Use.FIRST);
    }

    public Use use(String token, RefreshToken content, ChangeId change) {
        var tombstone = new SpentRefreshToken(content.grant(), clock.instant(), content.expiresAt());
        if (spent.insert(idOf(token), tombstone, change).written()) {
            return Use.FIRST;
        }
        return spent.get(idOf(token)).map(this::judge).orElse(Use.REUSED);
    }

    private Use judge(Stored<SpentRefreshToken> tombstone) {
        Instant graceEnds = tombstone.value().spentAt().plus(GRACE);
        return clock.instant().isBefore(graceEnds) ? Use.RACED : Use.REUSED;
    }

    private String idOf(String token) {
        return hash.of(KeyPurpose.TOKEN_HASHING, token);
    }
}
