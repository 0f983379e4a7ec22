package dev.gatehouse.idp.signin;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a {@link SignInInteraction} in URLs.
 *
 * @param value 192 random bits, base64url
 */
public record InteractionId(String value) {

    private static final Pattern FORMAT = Pattern.compile("[A-Za-z0-9_-]{32}");
    private static final int BYTES = 24;

    public InteractionId {
        if (!FORMAT.matcher(value).matches()) {
            throw new IllegalArgumentException("not an interaction id");
        }
    }

    /** What a browser sent, if it is an interaction id at all. */
    public static Optional<InteractionId> parse(String value) {
        return FORMAT.matcher(value).matches() ? Optional.of(new InteractionId(value)) : Optional.empty();
    }

    static InteractionId next(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new InteractionId(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
}
