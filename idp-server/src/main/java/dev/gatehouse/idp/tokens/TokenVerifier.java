package dev.gatehouse.idp.tokens;

import dev.gatehouse.idp.keys.KeyId;
import dev.gatehouse.idp.keys.SigningKeys;
import dev.gatehouse.idp.tokens.Verification.Reason;
import dev.gatehouse.idp.tokens.Verification.Rejected;
import dev.gatehouse.idp.tokens.Verification.Verified;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Decides whether a string is an access token of ours: signed by one of our keys ({@link JwsReading}), of the right type,
 * from our issuer, and for now.
 *
 * <p>What was verified once is remembered ({@link VerifiedTokens}); expiry and the key's publication are asked every
 * time, and revocation is never remembered here ({@link RevocationState}).
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9068#section-4">RFC 9068 section 4</a>
 */
public final class TokenVerifier {

    /** No access token of ours is longer. */
    public static final int MAX_LENGTH = 16 * 1024;

    /** How far ahead another node's clock may be. */
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

    private final String issuer;
    private final SigningKeys keys;
    private final Clock clock;
    private final VerifiedTokens verified;

    public TokenVerifier(String issuer, SigningKeys keys, Clock clock) {
        this.issuer = issuer;
        this.keys = keys;
        this.clock = clock;
        this.verified = new VerifiedTokens();
    }

    /** Verifies a compact serialization (RFC 7515 section 7.1). */
    public Verification verify(String token) {
        if (token.length() > MAX_LENGTH) {
            return new Rejected(Reason.OVERSIZED);
        }
        TokenDigest digest = TokenDigest.of(token);
        VerifiedAccessToken known = verified.find(digest);
        if (known != null) {
            return keys.verifying(known.key()).isEmpty() ? new Rejected(Reason.UNKNOWN_KEY) : inTime(known);
        }
        Verification result = verifySignature(token);
        if (result instanceof Verified(VerifiedAccessToken fresh)) {
            verified.remember(digest, fresh);
        }
        return result;
    }

    private Verification verifySignature(String token) {
        // RFC 9068 section 4: the typ MUST be at+jwt, so that no other JWT of ours passes for an access token.
        return switch (JwsReading.read(token, TokenMint.ACCESS_TOKEN_TYPE, keys)) {
            case JwsReading.Result.Refused(Reason reason) -> new Rejected(reason);
            case JwsReading.Result.Signed(StrictJson payload, KeyId key) -> {
                try {
                    yield verifyClaims(payload, key, token.length());
                } catch (StrictJson.Mistyped mistyped) {
                    yield new Rejected(Reason.MALFORMED);
                }
            }
        };
    }

    private Verification verifyClaims(StrictJson payload, KeyId key, int length) {
        AccessTokenClaims claims = AccessTokenReading.claims(payload);
        if (!issuer.equals(claims.issuer())) {
            return new Rejected(Reason.WRONG_ISSUER);
        }
        Instant notBefore = payload.instant("nbf");
        Instant latest = clock.instant().plus(CLOCK_SKEW);
        if (claims.issuedAt().isAfter(latest) || (notBefore != null && notBefore.isAfter(latest))) {
            return new Rejected(Reason.NOT_YET_VALID);
        }
        return inTime(new VerifiedAccessToken(claims, key, length));
    }

    private Verification inTime(VerifiedAccessToken token) {
        return token.claims().expiredAt(clock.instant()) ? new Rejected(Reason.EXPIRED) : new Verified(token);
    }
}
