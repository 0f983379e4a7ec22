package dev.gatehouse.idp.sessions;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The public name of a session, {@code sid} in tokens. Knowing it lets nobody in.
 *
 * @param value 128 random bits, base64url
 * @see <a href="https://openid.net/specs/openid-connect-frontchannel-1_0.html#OPLogout">OpenID Connect Front-Channel
 *     Logout section 3</a>
 */
public record SessionId(String value) {

    private static final Pattern FORMAT = Pattern.compile("[A-Za-z0-9_-]{22}");
    private static final int BYTES = 16;

    public SessionId {
        if (!FORMAT.matcher(value).matches()) {
            throw new IllegalArgumentException("not a session id");
        }
    }

    /** What a caller sent, if it is a session id at all. */
    public static Optional<SessionId> parse(String value) {
        return FORMAT.matcher(value).matches() ? Optional.of(new SessionId(value)) : Optional.empty();
    }

    static SessionId next(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new SessionId(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
}
