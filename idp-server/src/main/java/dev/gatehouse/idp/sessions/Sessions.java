package dev.gatehouse.idp.sessions;

import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.accounts.AccountDirectory;
import dev.gatehouse.idp.accounts.AccountId;
import dev.gatehouse.idp.accounts.AccountStanding;
import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.audit.EventId;
import dev.gatehouse.idp.audit.Outcome;
import dev.gatehouse.idp.audit.RequestContext;
import dev.gatehouse.idp.audit.SessionEvent;
import dev.gatehouse.idp.audit.Target;
import dev.gatehouse.idp.secrets.FieldCipher;
import dev.gatehouse.idp.secrets.FieldLocation;
import dev.gatehouse.idp.secrets.KeyPurpose;
import dev.gatehouse.idp.secrets.KeyedHash;
import dev.gatehouse.idp.secrets.SealedCollection;
import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.DocumentType;
import dev.gatehouse.idp.storage.Documents;
import dev.gatehouse.idp.storage.Query;
import dev.gatehouse.idp.storage.Stored;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Begins, finds and ends sessions.
 *
 * <p>A session is found by the keyed hash of its secret, so a copy of the store lets nobody in. Whether the account may
 * still be used is asked with every lookup, here and nowhere else.
 */
public final class Sessions {

    /** The store is told of a session's use at most this often. */
    private static final Duration TOUCH_INTERVAL = Duration.ofMinutes(1);

    private static final int PAGE = 100;
    private static final String BY_SID = "sid";
    private static final String BY_ACCOUNT = "account";

    static final DocumentType<Session> TYPE = DocumentType.named("sessions", Session.class)
            .unique(BY_SID, "sid")
            .index(BY_ACCOUNT, "accountId", "createdAt")
            .expiringAt("expiresAt")
            .build();

    private final Documents<Session> documents;
    private final AccountDirectory accounts;
    private final KeyedHash hash;
    private final FieldCipher cipher;
    private final AuditTrail trail;
    private final SessionEnded ended;
    private final SessionLimits limits;
    private final Clock clock;
    private final SecureRandom random;

    /** The collection of the sessions, for whoever encrypts all fields anew. */
    public static SealedCollection collection(DocumentStore documents) {
        return new SealedCollection(documents, TYPE);
    }

    public Sessions(
            DocumentStore store,
            AccountDirectory accounts,
            KeyedHash hash,
            FieldCipher cipher,
            AuditTrail trail,
            SessionEnded ended,
            SessionLimits limits,
            Clock clock,
            SecureRandom random) {
        this.documents = store.open(TYPE);
        this.accounts = accounts;
        this.hash = hash;
        this.cipher = cipher;
        this.trail = trail;
        this.ended = ended;
        this.limits = limits;
        this.clock = clock;
        this.random = random;
    }

    /** A session that has just begun, with the secret that is nowhere else. */
    public record Begun(LiveSession session, SessionSecret secret) {}

    /**
     * Begins a session under a secret of its own, whatever the browser held before, so that nobody can prepare one for
     * another (session fixation).
     *
     * <p>When the same person signs in again in the same browser, the session keeps its public name: what was issued in
     * it lives on. The caller records the sign-in before it answers.
     */
    public Begun begin(Account account, SignInMethod method, Optional<LiveSession> before) {
        Optional<LiveSession> same =
                before.filter(session -> session.account().id().equals(account.id()));
        before.filter(session -> same.isEmpty())
                .ifPresent(session -> end(actor(session), session.session(), session.documentId(), EndReason.REPLACED));
        same.ifPresent(session -> documents.delete(session.documentId()));

        Instant now = now();
        Instant end = now.plus(limits.absolute());
        SessionSecret secret = SessionSecret.next(random);
        String id = id(secret);
        Session session = new Session(
                same.map(old -> old.session().sid()).orElseGet(() -> SessionId.next(random)),
                account.id(),
                account.workspace(),
                account.generation(),
                method,
                same.map(old -> old.session().createdAt()).orElse(now),
                now,
                now,
                cipher.seal(
                        seenFromOf(id),
                        Browser.of(RequestContext.current()).encode().getBytes(StandardCharsets.UTF_8)),
                end,
                limits.expiry(now, end));
        if (!documents.insert(id, session, ChangeId.unannounced()).written()) {
            throw new IllegalStateException("a session of this sid is still there");
        }
        return new Begun(new LiveSession(id, session, account), secret);
    }

    /** Takes back a session whose secret never left, because its sign-in could not be put on record. */
    public void discard(Begun begun) {
        documents.delete(begun.session().documentId());
    }

    /** What a secret stands for now. */
    public SessionLookup find(SessionSecret secret) {
        Optional<Stored<Session>> found = documents.get(id(secret));
        if (found.isEmpty()) {
            return new SessionLookup.None();
        }
        Stored<Session> stored = found.get();
        return switch (accounts.standing(stored.value().accountId())) {
            case AccountStanding.Gone() -> new SessionLookup.None();
            case AccountStanding.Suspended(Account account) -> new SessionLookup.Suspended(account);
            case AccountStanding.Good(Account account)
            when account.generation() > stored.value().generation() -> new SessionLookup.None();
            case AccountStanding.Good(Account account) ->
                new SessionLookup.Live(new LiveSession(stored.id(), touch(stored), account));
        };
    }

    /** A session that a token names, if it is still there. */
    public Optional<Session> find(SessionId sid) {
        return bySid(sid).map(Stored::value);
    }

    /** Where a session is used from. */
    public Browser browser(LiveSession session) {
        return browser(session.documentId(), session.session());
    }

    /** A session in a list. */
    public record Listed(Session session, Browser browser) {}

    /** The sessions of an account, the newest first; at most 100. */
    public List<Listed> of(AccountId account) {
        return page(account).stream()
                .map(stored -> new Listed(stored.value(), browser(stored.id(), stored.value())))
                .toList();
    }

    /** Ends a session of an account; false when the account has no such session. */
    public boolean end(Actor actor, AccountId account, SessionId sid, EndReason reason) {
        Optional<Stored<Session>> found =
                bySid(sid).filter(stored -> stored.value().accountId().equals(account));
        found.ifPresent(stored -> end(actor, stored.value(), stored.id(), reason));
        return found.isPresent();
    }

    /** Ends the sessions of an account but the one to keep; how many there were. */
    public int endAll(Actor actor, AccountId account, Optional<SessionId> keep, EndReason reason) {
        int count = 0;
        List<Stored<Session>> some;
        do {
            some = page(account).stream()
                    .filter(stored -> !keep.equals(Optional.of(stored.value().sid())))
                    .toList();
            some.forEach(stored -> end(actor, stored.value(), stored.id(), reason));
            count += some.size();
        } while (!some.isEmpty());
        return count;
    }

    /** Who acts in a session. */
    public static Actor actor(LiveSession session) {
        return Actor.user(
                session.account().id().value(), null, session.session().sid().value());
    }

    /** On record first: what cannot be recorded does not happen. */
    private void end(Actor actor, Session session, String documentId, EndReason reason) {
        EventId event = trail.record(
                actor,
                new SessionEvent(
                        Outcome.SUCCESS,
                        Optional.of(reason.code()),
                        new Target("session", session.sid().value()),
                        session.workspace(),
                        Map.of("user", session.accountId().value())));
        ended.ended(session.sid(), new ChangeId(event.value()));
        documents.delete(documentId);
    }

    private Session touch(Stored<Session> stored) {
        Instant now = now();
        Session session = stored.value();
        if (Duration.between(session.lastSeenAt(), now).compareTo(TOUCH_INTERVAL) < 0) {
            return session;
        }
        Session touched = session.seenAt(now, limits);
        // Whoever else writes in the same moment says the same.
        documents.replaceIf(stored.id(), stored.version(), touched, ChangeId.unannounced());
        return touched;
    }

    private Optional<Stored<Session>> bySid(SessionId sid) {
        return documents.find(Query.by(BY_SID).where("sid", sid).limit(1)).items().stream()
                .findFirst();
    }

    private List<Stored<Session>> page(AccountId account) {
        return documents
                .find(Query.by(BY_ACCOUNT)
                        .where("accountId", account)
                        .newestFirst()
                        .limit(PAGE))
                .items();
    }

    private Browser browser(String documentId, Session session) {
        return session.seenFrom() == null
                ? new Browser("", "")
                : Browser.decode(
                        new String(cipher.open(seenFromOf(documentId), session.seenFrom()), StandardCharsets.UTF_8));
    }

    private String id(SessionSecret secret) {
        return hash.of(KeyPurpose.SESSION_HASHING, secret.reveal());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static FieldLocation seenFromOf(String documentId) {
        return new FieldLocation(TYPE.name(), documentId, "seenFrom");
    }
}
