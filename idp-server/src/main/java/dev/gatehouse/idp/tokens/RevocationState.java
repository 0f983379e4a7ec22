package dev.gatehouse.idp.tokens;

import dev.gatehouse.idp.clients.Client;
import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.StorageUnavailable;
import dev.gatehouse.idp.tokens.Revocation.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which tokens are dead before their time, on this node as on every other.
 *
 * <p>Sessions, grants and single tokens die for good by id; the tokens of a person or client by generation: each token
 * carries the number that was in force when it was minted, and a lower number than the log's is dead, whatever any clock
 * says. This node's own revocations count at once, those of others after the next {@link #follow()}, which runs every
 * {@link #FOLLOW_INTERVAL}. A view older than {@link #OLDEST_VIEW} answers {@link RevocationCheck#UNKNOWN}.
 */
public final class RevocationState {

    public static final Duration FOLLOW_INTERVAL = Duration.ofMillis(400);
    public static final Duration OLDEST_VIEW = Duration.ofSeconds(2);

    /** Entries outlive what they cover by this, so that a clock that is set back does not revive the dead. */
    static final Duration CLOCK_SET_BACK = Duration.ofHours(2);

    private static final Logger log = LoggerFactory.getLogger(RevocationState.class);

    private final RevocationLog revocations;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final DeadTokens dead = new DeadTokens();
    private final ReentrantLock following = new ReentrantLock();
    private long last;
    private volatile boolean loaded;
    private volatile long viewTakenAt;

    public RevocationState(DocumentStore store, Clock clock) {
        this(store, clock, System::nanoTime);
    }

    RevocationState(DocumentStore store, Clock clock, LongSupplier nanoTime) {
        this.revocations = new RevocationLog(store);
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /** Whether the token is dead. Lock-free. */
    public RevocationCheck check(VerifiedAccessToken token) {
        if (!current()) {
            return RevocationCheck.UNKNOWN;
        }
        return dead.contains(token.claims()) ? RevocationCheck.REVOKED : RevocationCheck.LIVE;
    }

    /**
     * Whether what a person granted is dead, before anything is minted from it.
     *
     * @param sessionId null when the grant outlives its session
     */
    public RevocationCheck checkGrant(
            String grantId, @Nullable String sessionId, String subject, long subjectGeneration) {
        if (!current()) {
            return RevocationCheck.UNKNOWN;
        }
        return dead.containsGrant(grantId, sessionId, subject, subjectGeneration)
                ? RevocationCheck.REVOKED
                : RevocationCheck.LIVE;
    }

    /** Whether a revoked token died with everything issued to its person, and of nothing else. */
    public boolean diedWithSubject(VerifiedAccessToken token) {
        return dead.contains(token.claims()) && !dead.containsApartFromSubject(token.claims());
    }

    /** Whether the log has been read, and lately. A node that cannot say so is not ready. */
    public boolean current() {
        return loaded && nanoTime.getAsLong() - viewTakenAt <= OLDEST_VIEW.toNanos();
    }

    /** Ends a session, and with it every token of it. */
    public void endSession(String sessionId, ChangeId change) {
        append(Kind.SESSION, sessionId, 0, longest(), change);
    }

    /** Ends what a person agreed to, and with it every token made from it. */
    public void endGrant(String grantId, ChangeId change) {
        append(Kind.GRANT, grantId, 0, longest(), change);
    }

    /** Ends every token of a person that carries a lower generation. Store the person's new generation first. */
    public void endSubjectTokens(String subject, long below, ChangeId change) {
        append(Kind.SUBJECT, subject, below, longest(), change);
    }

    /** Ends every token of a client that carries a lower generation. Store the client's new generation first. */
    public void endClientTokens(String clientId, long below, ChangeId change) {
        append(Kind.CLIENT, clientId, below, longest(), change);
    }

    /** Ends one token. */
    public void endToken(AccessTokenClaims claims, ChangeId change) {
        append(Kind.TOKEN, claims.tokenId(), 0, claims.expiresAt(), change);
    }

    /** Reads what other nodes appended. */
    public void follow() {
        following.lock();
        try {
            readOn();
        } finally {
            following.unlock();
        }
    }

    /** Deletes and forgets the entries that cover nothing any more. */
    public void sweep() {
        Instant now = clock.instant();
        long newest;
        following.lock();
        try {
            newest = last;
        } finally {
            following.unlock();
        }
        int swept = revocations.sweep(now, newest);
        dead.forget(now);
        if (swept > 0) {
            log.debug("swept {} revocations", swept);
        }
    }

    private Instant longest() {
        return clock.instant().plus(Client.LONGEST_ACCESS_TOKEN_LIFETIME);
    }

    private void append(Kind kind, String subject, long generation, Instant coveredUntil, ChangeId change) {
        following.lock();
        try {
            while (true) {
                Revocation entry =
                        new Revocation(last + 1, kind, subject, generation, coveredUntil.plus(CLOCK_SET_BACK));
                if (loaded && revocations.append(entry, change)) {
                    dead.apply(entry);
                    last = entry.number();
                    return;
                }
                readOn();
            }
        } finally {
            following.unlock();
        }
    }

    private void readOn() {
        long startedAt = nanoTime.getAsLong();
        List<Revocation> entries;
        do {
            entries = revocations.after(last);
            entries.forEach(dead::apply);
            if (!entries.isEmpty()) {
                last = entries.getLast().number();
            }
        } while (!entries.isEmpty());
        viewTakenAt = startedAt;
        loaded = true;
    }

    /** Follows the log once; a store that does not answer leaves the view to grow old. */
    public void tryToFollow() {
        try {
            follow();
        } catch (StorageUnavailable unavailable) {
            log.warn("cannot read the revocation log: {}", unavailable.getMessage());
        }
    }
}
