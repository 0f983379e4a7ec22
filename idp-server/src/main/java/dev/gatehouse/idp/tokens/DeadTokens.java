package dev.gatehouse.idp.tokens;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What the log says, in memory. Entries only ever add: applying one twice or out of order changes nothing. Look-ups take
 * no lock and allocate nothing.
 */
final class DeadTokens {

    private record Dead(long below, Instant expiresAt) {

        Dead and(Dead other) {
            return new Dead(
                    Math.max(below, other.below), expiresAt.isAfter(other.expiresAt) ? expiresAt : other.expiresAt);
        }
    }

    private final Map<String, Dead> sessions = new ConcurrentHashMap<>();
    private final Map<String, Dead> grants = new ConcurrentHashMap<>();
    private final Map<String, Dead> subjects = new ConcurrentHashMap<>();
    private final Map<String, Dead> clients = new ConcurrentHashMap<>();
    private final Map<String, Dead> tokens = new ConcurrentHashMap<>();
    private final AtomicInteger size = new AtomicInteger();

    void apply(Revocation entry) {
        // What is ended by id is dead in every generation.
        long below = switch (entry.kind()) {
            case SUBJECT, CLIENT -> entry.generation();
            case SESSION, GRANT, TOKEN -> Long.MAX_VALUE;
        };
        Map<String, Dead> map = map(entry.kind());
        if (map.merge(entry.subject(), new Dead(below, entry.expiresAt()), Dead::and) != null) {
            size.set(sessions.size() + grants.size() + subjects.size() + clients.size() + tokens.size());
        }
    }

    boolean contains(AccessTokenClaims claims) {
        if (size.get() == 0) {
            return false;
        }
        SignIn signIn = claims.signIn();
        return containsApartFromSubject(claims)
                || (signIn != null && dead(subjects, claims.subject(), signIn.subjectGeneration()));
    }

    /** Whether it would be dead also if its person had never lost anything. */
    boolean containsApartFromSubject(AccessTokenClaims claims) {
        SignIn signIn = claims.signIn();
        return dead(tokens, claims.tokenId(), 0)
                || dead(clients, claims.clientId().value(), claims.clientGeneration())
                || dead(grants, claims.grantId(), 0)
                || (signIn != null && dead(sessions, signIn.sessionId(), 0));
    }

    boolean containsGrant(String grantId, @Nullable String sessionId, String subject, long subjectGeneration) {
        return dead(grants, grantId, 0) || dead(sessions, sessionId, 0) || dead(subjects, subject, subjectGeneration);
    }

    /** Forgets what has expired. */
    void forget(Instant now) {
        for (Revocation.Kind kind : Revocation.Kind.values()) {
            map(kind).values().removeIf(dead -> !now.isBefore(dead.expiresAt()));
        }
        size.set(sessions.size() + grants.size() + subjects.size() + clients.size() + tokens.size());
    }

    int size() {
        return size.get();
    }

    private Map<String, Dead> map(Revocation.Kind kind) {
        return switch (kind) {
            case SESSION -> sessions;
            case GRANT -> grants;
            case SUBJECT -> subjects;
            case CLIENT -> clients;
            case TOKEN -> tokens;
        };
    }

    private static boolean dead(Map<String, Dead> map, @Nullable String id, long generation) {
        if (id == null) {
            return false;
        }
        Dead dead = map.get(id);
        return dead != null && generation < dead.below();
    }
}
