package dev.gatehouse.idp.oauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Holds a {@code code_verifier} against the challenge of the authorization request.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7636#section-4.6">RFC 7636 section 4.6</a>
 */
final class PkceVerifier {

    private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

    private PkceVerifier() {}

    /**
     * What is wrong with the verifier. One that comes without a challenge is refused as well: the code was injected, or
     * the challenge was stripped from the request (RFC 9700 section 2.1.1).
     */
    static Optional<String> fault(@Nullable String challenge, @Nullable String verifier) {
        if (challenge == null) {
            return verifier == null ? Optional.empty() : Optional.of("verifier-without-challenge");
        }
        if (verifier == null) {
            return Optional.of("verifier-missing");
        }
        return VERIFIER.matcher(verifier).matches() && matches(challenge, verifier)
                ? Optional.empty()
                : Optional.of("verifier-wrong");
    }

    private static boolean matches(String challenge, String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            byte[] expected = Base64.getUrlEncoder().withoutPadding().encode(digest);
            return MessageDigest.isEqual(expected, challenge.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
