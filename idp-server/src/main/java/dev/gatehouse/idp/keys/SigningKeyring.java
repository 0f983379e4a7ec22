package dev.gatehouse.idp.keys;

import com.nimbusds.jose.jwk.JWKSet;
import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.audit.ChangeWitness;
import dev.gatehouse.idp.audit.DocumentWitness;
import dev.gatehouse.idp.secrets.FieldCipher;
import dev.gatehouse.idp.secrets.SealedCollection;
import dev.gatehouse.idp.storage.DocumentStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's signing keys: creates the first ones, follows the store, rotates on schedule and on demand.
 *
 * <p>Every node of a cluster runs one. An insert decides between them.
 */
public final class SigningKeyring implements SigningKeys, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SigningKeyring.class);
    private static final Duration POLL = Duration.ofSeconds(1);

    /** Nodes look at the schedule at different times, so that mostly one finds that something is due. */
    private static final int SPREAD_SECONDS = 60;

    /** In this order: what is quickly made does not wait for RSA. */
    private static final List<SigningAlgorithm> ALGORITHMS =
            List.of(SigningAlgorithm.ES256, SigningAlgorithm.EDDSA, SigningAlgorithm.RS256);

    private final KeyRingCache cache;
    private final KeyRotation rotation;
    private final Duration late;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("signing-keys").factory());
    private final CompletableFuture<Boolean> firstKeys = new CompletableFuture<>();
    private boolean failing;

    public SigningKeyring(
            DocumentStore documents,
            FieldCipher cipher,
            AuditTrail trail,
            KeySchedule schedule,
            RandomGenerator random,
            Clock clock) {
        var store = new SigningKeyStore(documents, cipher);
        this.cache = new KeyRingCache(store, schedule, clock);
        this.rotation = new KeyRotation(store, cache, schedule, trail, clock);
        this.late = Duration.ofSeconds(random.nextInt(SPREAD_SECONDS));
        cache.refresh();
        if (cache.ring().hasAllAlgorithms()) {
            firstKeys.complete(true);
        }
    }

    /** Tells the audit trail whether a change of a signing key that was announced has happened. */
    public static ChangeWitness witness(DocumentStore documents) {
        return new DocumentWitness(
                KeyRotation.TARGET_TYPE, documents.open(SigningKeyDocument.TYPE), Set.of(KeyRotation.DELETED));
    }

    /** The collection of the signing keys, whose private halves are encrypted. */
    public static SealedCollection collection(DocumentStore documents) {
        return new SealedCollection(documents, SigningKeyDocument.TYPE);
    }

    /**
     * Begins to create what is missing and to follow the store, beside the caller: an RSA key takes a quarter of a
     * second, and only what needs it should wait for it.
     */
    public void start() {
        executor.execute(() -> guarded(this::createMissing));
        var _ = executor.scheduleWithFixedDelay(
                () -> guarded(this::tick), POLL.toMillis(), POLL.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public Signing signing(SigningAlgorithm algorithm) {
        Signing signing = cache.ring().signing().get(algorithm);
        return signing == null ? createdFirst(algorithm) : signing;
    }

    /** In a new store: waits for the key that is being created, and creates it here should that have failed. */
    private Signing createdFirst(SigningAlgorithm algorithm) {
        firstKeys.join();
        rotation.createFirst(algorithm);
        Signing signing = cache.ring().signing().get(algorithm);
        if (signing == null) {
            throw new IllegalStateException("there is no signing key for " + algorithm);
        }
        return signing;
    }

    @Override
    public Optional<Verifying> verifying(KeyId id) {
        return Optional.ofNullable(cache.ring().verifying().get(id));
    }

    /** In a new store this waits until there is a key of each algorithm: readers keep what they get for minutes. */
    @Override
    public JWKSet published() {
        firstKeys.join();
        return cache.ring().published();
    }

    /** All keys, in the order of succession for each algorithm; retired ones stay for 30 days. */
    public List<SigningKey> keys() {
        return cache.ring().keys();
    }

    /** Publishes a successor of the key that signs with this algorithm. */
    public RotationResult rotate(Actor actor, SigningAlgorithm algorithm) {
        return rotation.rotate(actor, algorithm);
    }

    /** Creates what is missing, in this thread. */
    public void createMissing() {
        try {
            ALGORITHMS.forEach(rotation::createFirst);
        } finally {
            firstKeys.complete(true);
        }
    }

    @Override
    public void close() {
        firstKeys.complete(true);
        executor.shutdownNow();
    }

    /** What is done every second. */
    void tick() {
        try {
            cache.refresh();
        } catch (RuntimeException e) {
            cache.advance();
            throw e;
        }
        createMissing();
        rotation.rotateWhenDue(late);
        rotation.deleteRetired();
    }

    /** A scheduled task that throws would never run again; one line tells of a failure that lasts, not one a second. */
    private void guarded(Runnable task) {
        try {
            task.run();
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                log.warn("Keeping the signing keys current failed; it is tried again every second", e);
            }
            failing = true;
        }
    }
}
