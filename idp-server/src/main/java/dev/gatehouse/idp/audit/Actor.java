package dev.gatehouse.idp.audit;

import org.jspecify.annotations.Nullable;

/**
 * Who did it.
 *
 * @param type what kind of party acts
 * @param id the subject id, a pseudonym; for {@code UNKNOWN} empty
 * @param client the client it acted through, if any
 * @param session the session it acted in, if any
 */
public record Actor(
        Type type,
        String id,
        @Nullable String client,
        @Nullable String session) {

    /** The kinds of party. */
    public enum Type {
        USER,
        SERVICE,
        GUEST,
        /** The server itself, or a person at its command line. */
        SYSTEM,
        /** Not authenticated. */
        UNKNOWN
    }

    private static final Actor SYSTEM = new Actor(Type.SYSTEM, "gatehouse", null, null);
    private static final Actor UNKNOWN = new Actor(Type.UNKNOWN, "", null, null);

    public static Actor system() {
        return SYSTEM;
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
