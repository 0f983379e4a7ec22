package dev.gatehouse.idp.grants;

import dev.gatehouse.idp.clients.Client;
import dev.gatehouse.idp.clients.GrantType;
import dev.gatehouse.idp.sessions.Session;
import dev.gatehouse.idp.sessions.SignedInPerson;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A grant that a person is about to make.
 *
 * @param claims the {@code claims} parameter of the request, as sent
 */
public record NewGrant(
        Client client,
        SignedInPerson person,
        List<String> scopes,
        List<String> resources,
        @Nullable String claims) {

    /** However often it is refreshed, access without a session is asked for again after a year. */
    static final Duration LONGEST = Duration.ofDays(366);

    /** So that a grant is never forgotten before the code that opens it. */
    private static final Duration MARGIN = AuthorizationCodes.USABLE.plus(AuthorizationCodes.REMEMBERED);

    private static final int ID_BYTES = 16;

    public static NewGrant of(
            Client client,
            SignedInPerson person,
            List<String> scopes,
            List<String> resources,
            @Nullable String claims) {
        return new NewGrant(client, person, scopes, resources, claims);
    }

    /** The grant as it is made now. */
    public Grant at(Instant now, SecureRandom random) {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        Session session = person.session();
        boolean offline = scopes.contains("offline_access");
        return new Grant(
                Base64.getUrlEncoder().withoutPadding().encodeToString(id),
                client.workspace(),
                person.getName(),
                client.id(),
                scopes,
                resources,
                session.sid().value(),
                session.authTime(),
                session.method().acr(),
                session.method().amr(),
                session.generation(),
                client.generation(),
                offline,
                claims,
                false,
                now,
                end(now, session, offline));
    }

    private Instant end(Instant now, Session session, boolean offline) {
        Instant lastAccess = now.plus(client.accessTokenLifetime()).plus(MARGIN);
        if (!client.allowsGrant(GrantType.REFRESH_TOKEN)) {
            return lastAccess;
        }
        Instant lastRefresh = offline ? now.plus(LONGEST) : session.endsAt();
        return lastRefresh.isAfter(lastAccess) ? lastRefresh : lastAccess;
    }
}
