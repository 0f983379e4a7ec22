package dev.gatehouse.idp.secrets;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * {@link PasswordHasher} with Argon2id.
 *
 * <p>Hashing runs on a few platform threads of its own behind a bounded queue. On virtual threads a storm of sign-ins
 * would hold every carrier for tens of milliseconds at a time, and requests that need microseconds would wait behind it.
 * Each keeps its {@link Argon2id} until it has been idle for half a minute.
 */
public final class Argon2PasswordHasher implements PasswordHasher, AutoCloseable {

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final Argon2Cost cost;
    private final ThreadLocal<Argon2id> functions;
    private final SecureRandom random;
    private final ThreadPoolExecutor workers;
    private final int queued;
    private final PhcHash nothing;

    /**
     * @param concurrency how many hashes are computed at a time; each takes the memory that the cost says
     * @param queued how many may wait
     */
    public Argon2PasswordHasher(Argon2Cost cost, SecureRandom random, int concurrency, int queued) {
        this.cost = cost;
        this.functions = ThreadLocal.withInitial(() -> new Argon2id(cost.memoryKib()));
        this.random = random;
        this.queued = queued;
        this.workers = new ThreadPoolExecutor(
                concurrency,
                concurrency,
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(queued),
                Thread.ofPlatform().daemon().name("password-hashing-", 0).factory());
        workers.allowCoreThreadTimeOut(true);
        this.nothing = new PhcHash(cost, randomBytes(SALT_BYTES), randomBytes(HASH_BYTES));
    }

    @Override
    public String hash(CharSequence password) {
        byte[] salt = randomBytes(SALT_BYTES);
        byte[] normalised = normalise(password);
        byte[] hash = onWorker(() -> functions.get().hash(normalised, cost, salt, HASH_BYTES));
        return new PhcHash(cost, salt, hash).format();
    }

    @Override
    public PasswordCheck verify(CharSequence password, String hash) {
        PhcHash expected = PhcHash.parse(hash);
        if (!matches(password, expected)) {
            return PasswordCheck.MISMATCH;
        }
        boolean current = expected.cost().equals(cost) && expected.length() == HASH_BYTES;
        return current ? PasswordCheck.MATCH : PasswordCheck.MATCH_OUTDATED;
    }

    @Override
    public void verifyAgainstNothing(CharSequence password) {
        if (matches(password, nothing)) {
            throw new IllegalStateException("a password matched random bytes");
        }
    }

    @Override
    public void close() {
        workers.shutdown();
    }

    private boolean matches(CharSequence password, PhcHash expected) {
        byte[] normalised = normalise(password);
        return expected.sameHash(
                onWorker(() -> functions.get().hash(normalised, expected.cost(), expected.salt(), expected.length())));
    }

    byte[] onWorker(Callable<byte[]> work) {
        Future<byte[]> result;
        try {
            result = workers.submit(work);
        } catch (RejectedExecutionException _) {
            throw new PasswordHashingOverloaded(queued, RETRY_AFTER);
        }
        try {
            return result.get();
        } catch (InterruptedException e) {
            result.cancel(false);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while hashing a password", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("hashing a password failed", e.getCause());
        }
    }

    private static byte[] normalise(CharSequence password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
