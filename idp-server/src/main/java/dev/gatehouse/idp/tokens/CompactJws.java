package dev.gatehouse.idp.tokens;

import java.util.Base64;
import java.util.Optional;

/**
 * The shape of a compact serialization (RFC 7515 section 7.1), before anybody looks at what it says: three parts of
 * base64url in their one spelling, the first two of them objects that {@link StrictJson} reads.
 */
public final class CompactJws {

    private static final Base64.Decoder BASE64URL = Base64.getUrlDecoder();
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private CompactJws() {}

    /** Whether a text has this shape; whoever reads a JWT of others asks first, since parsers forgive more. */
    public static boolean wellFormed(String text) {
        String[] parts = text.split("\\.", -1);
        return parts.length == 3
                && decode(parts[0]).flatMap(StrictJson::object).isPresent()
                && decode(parts[1]).flatMap(StrictJson::object).isPresent()
                && decode(parts[2]).isPresent();
    }

    /** Base64url in the one spelling that an encoder writes (RFC 7515 section 2, RFC 4648 section 3.5). */
    static Optional<byte[]> decode(String encoded) {
        try {
            byte[] decoded = BASE64URL.decode(encoded);
            return encoded.isEmpty() || !ENCODER.encodeToString(decoded).equals(encoded)
                    ? Optional.empty()
                    : Optional.of(decoded);
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
