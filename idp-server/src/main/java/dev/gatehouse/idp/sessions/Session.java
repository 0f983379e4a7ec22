package dev.gatehouse.idp.sessions;

import dev.gatehouse.idp.accounts.AccountId;
import dev.gatehouse.idp.secrets.SealedField;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A browser in which a person is signed in. The document's id is the keyed hash of the {@link SessionSecret}.
 *
 * @param generation the account's when the session began; the session is dead when the account's is higher
 * @param authTime when the person last proved who they are, {@code auth_time} in tokens
 * @param lastSeenAt when it was last used, to the minute
 * @param seenFrom the {@link Browser}, for the person's own list
 * @param endsAt the absolute limit
 * @param expiresAt the absolute limit or the idle limit, whichever comes first
 */
public record Session(
        SessionId sid,
        AccountId accountId,
        String workspace,
        long generation,
        SignInMethod method,
        Instant createdAt,
        Instant authTime,
        Instant lastSeenAt,
        @Nullable SealedField seenFrom,
        Instant endsAt,
        Instant expiresAt) {

    public Session {
        if (expiresAt.isAfter(endsAt)) {
            throw new IllegalArgumentException("a session cannot be idle longer than it may last");
        }
    }

    Session seenAt(Instant now, SessionLimits limits) {
        return new Session(
                sid,
                accountId,
                workspace,
                generation,
                method,
                createdAt,
                authTime,
                now,
                seenFrom,
                endsAt,
                limits.expiry(now, endsAt));
    }
}
