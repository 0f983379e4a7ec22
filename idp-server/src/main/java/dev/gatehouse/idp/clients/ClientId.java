package dev.gatehouse.idp.clients;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The identifier of a client: opaque, visible ASCII, and never given to a second client.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-2.2">RFC 6749 section 2.2</a>
 */
public record ClientId(String value) {

    public static final int MAX_LENGTH = 128;

    private static final Pattern FORMAT = Pattern.compile("[\\x21-\\x7E]{1," + MAX_LENGTH + "}");

    public ClientId {
        if (!FORMAT.matcher(value).matches()) {
            throw new IllegalArgumentException("a client id is 1 to " + MAX_LENGTH + " visible ASCII characters");
        }
    }

    /** The id that a caller sent, if it can be one. */
    public static Optional<ClientId> parse(String text) {
        return FORMAT.matcher(text).matches() ? Optional.of(new ClientId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
