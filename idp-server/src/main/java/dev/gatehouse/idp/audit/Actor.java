package dev.gatehouse.idp.audit;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who did it.
 *
 * @param type what kind of party acts
 * @param id the subject id, a pseudonym; for {@code UNKNOWN} empty
 * @param client the client it acted through, if any
 * @param session the session it acted in, if any
 * @param key the id of the API key that it acted with, if any
 * @param delegatedBy the subject on whose behalf it acted, if that is another (RFC 8693 section 4.1)
 */
public record Actor(
        Type type,
        String id,
        @Nullable String client,
        @Nullable String session,
        @Nullable String key,
        @Nullable String delegatedBy) {

    /** The kinds of party. */
    public enum Type {
        USER,
        SERVICE,
        GUEST,
        /** The server itself, or a person at its command line. */
        SYSTEM,
        /** Not authenticated. */
        UNKNOWN;

        private final String word = name().toLowerCase(Locale.ROOT);

        /** How records name it. */
        public String word() {
            return word;
        }
    }

    private static final Actor SYSTEM = new Actor(Type.SYSTEM, "gatehouse", null, null);
    private static final Actor GUEST = new Actor(Type.GUEST, "guest", null, null);
    private static final Actor UNKNOWN = new Actor(Type.UNKNOWN, "", null, null);

    public Actor(Type type, String id, @Nullable String client, @Nullable String session) {
        this(type, id, client, session, null, null);
    }

    public static Actor system() {
        return SYSTEM;
    }

    /** Who calls without credentials, where that is allowed. */
    public static Actor guest() {
        return GUEST;
    }

    public static Actor unknown() {
        return UNKNOWN;
    }

    public static Actor service(String clientId) {
        return new Actor(Type.SERVICE, clientId, clientId, null);
    }

    public static Actor user(String subject, @Nullable String client, @Nullable String session) {
        return new Actor(Type.USER, subject, client, session);
    }
}
