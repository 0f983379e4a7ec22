package dev.gatehouse.idp.sessions;

import java.security.SecureRandom;
import java.util.Base64;

/** What the cookie holds, sealed: 256 random bits. Only its keyed hash is stored. Prints nothing. */
public final class SessionSecret {

    private static final int BYTES = 32;

    private final String value;

    SessionSecret(String value) {
        this.value = value;
    }

    static SessionSecret next(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new SessionSecret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Opens the secret for hashing and sealing; it MUST NOT go anywhere else. */
    String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "SessionSecret[]";
    }
}
