package dev.gatehouse.idp.tokens;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import dev.gatehouse.idp.keys.KeyId;
import dev.gatehouse.idp.keys.SigningKeys;
import dev.gatehouse.idp.tokens.Verification.Reason;
import dev.gatehouse.idp.tokens.Verification.Rejected;
import dev.gatehouse.idp.tokens.Verification.Verified;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * Decides whether a string is an access token of ours: the key must be one that we publish, the algorithm that key's,
 * the header only what our mint writes.
 *
 * <p>What was verified once is remembered ({@link VerifiedTokens}); expiry and the key's publication are asked every
 * time, and revocation is never remembered here ({@link RevocationState}).
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8725">RFC 8725</a>, JSON Web Token Best Current Practices
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9068#section-4">RFC 9068 section 4</a>
 */
public final class TokenVerifier {

    /** No access token of ours is longer. */
    public static final int MAX_LENGTH = 16 * 1024;

    private static final int MAX_HEADER_LENGTH = 512;

    /** How far ahead another node's clock may be. */
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

    /**
     * RFC 8725 section 3.1 and 3.10: anything else ({@code jwk jku x5u x5c crit b64 zip}) would let the sender choose how
     * the token is verified.
     */
    private static final Set<String> HEADER_MEMBERS = Set.of("alg", "kid", "typ");

    private static final Base64.Decoder BASE64URL = Base64.getUrlDecoder();

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
        int firstDot = token.indexOf('.');
        int lastDot = token.lastIndexOf('.');
        if (firstDot <= 0 || firstDot == lastDot || token.indexOf('.', firstDot + 1) != lastDot) {
            return new Rejected(Reason.MALFORMED);
        }
        if (firstDot > MAX_HEADER_LENGTH) {
            return new Rejected(Reason.OVERSIZED);
        }
        Optional<StrictJson> header = decode(token.substring(0, firstDot)).flatMap(StrictJson::object);
        if (header.isEmpty()) {
            return new Rejected(Reason.MALFORMED);
        }
        for (String name : header.get().names()) {
            if (!HEADER_MEMBERS.contains(name)) {
                return new Rejected(Reason.HEADER_REFUSED);
            }
        }
        try {
            return verifySignature(token, firstDot, lastDot, header.get());
        } catch (StrictJson.Mistyped mistyped) {
            return new Rejected(Reason.MALFORMED);
        }
    }

    private Verification verifySignature(String token, int firstDot, int lastDot, StrictJson header) {
        // RFC 9068 section 4: the typ MUST be at+jwt, so that no other JWT of ours passes for an access token.
        if (!TokenMint.ACCESS_TOKEN_TYPE.equals(header.string("typ"))) {
            return new Rejected(Reason.WRONG_TYPE);
        }
        KeyId keyId = new KeyId(header.requiredString("kid"));
        Optional<SigningKeys.Verifying> key = keys.verifying(keyId);
        if (key.isEmpty()) {
            return new Rejected(Reason.UNKNOWN_KEY);
        }
        if (!key.get().algorithm().jws().getName().equals(header.string("alg"))) {
            return new Rejected(Reason.WRONG_ALGORITHM);
        }
        if (!signedBy(key.get(), token, firstDot, lastDot)) {
            return new Rejected(Reason.BAD_SIGNATURE);
        }
        Optional<StrictJson> payload =
                decode(token.substring(firstDot + 1, lastDot)).flatMap(StrictJson::object);
        if (payload.isEmpty()) {
            return new Rejected(Reason.MALFORMED);
        }
        AccessTokenClaims claims = AccessTokenReading.claims(payload.get());
        if (!issuer.equals(claims.issuer())) {
            return new Rejected(Reason.WRONG_ISSUER);
        }
        Instant notBefore = payload.get().instant("nbf");
        Instant latest = clock.instant().plus(CLOCK_SKEW);
        if (claims.issuedAt().isAfter(latest) || (notBefore != null && notBefore.isAfter(latest))) {
            return new Rejected(Reason.NOT_YET_VALID);
        }
        return inTime(new VerifiedAccessToken(claims, keyId, token.length()));
    }

    private Verification inTime(VerifiedAccessToken token) {
        return token.claims().expiredAt(clock.instant()) ? new Rejected(Reason.EXPIRED) : new Verified(token);
    }

    private static boolean signedBy(SigningKeys.Verifying key, String token, int firstDot, int lastDot) {
        String signature = token.substring(lastDot + 1);
        // A signature with padding or foreign characters would be a second spelling of the same token.
        if (signature.isEmpty() || decode(signature).isEmpty()) {
            return false;
        }
        try {
            JWSHeader header = JWSHeader.parse(new Base64URL(token.substring(0, firstDot)));
            byte[] input = token.substring(0, lastDot).getBytes(StandardCharsets.US_ASCII);
            return key.verifier().verify(header, input, new Base64URL(signature));
        } catch (ParseException | JOSEException refused) {
            return false;
        }
    }

    /** Strict base64url: no padding, no other alphabet (RFC 7515 section 2). */
    private static Optional<byte[]> decode(String encoded) {
        if (encoded.isEmpty() || encoded.endsWith("=")) {
            return Optional.empty();
        }
        try {
            return Optional.of(BASE64URL.decode(encoded));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
