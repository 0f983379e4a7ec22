package dev.gatehouse.idp.access.imports;

import dev.gatehouse.idp.edge.BodyLimitFilter;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.function.LongSupplier;

/** The body of an import as it comes: counted, digested, and not waited for too long. */
final class ImportBody extends FilterInputStream {

    /** How long the body may take to bring the lines of a record, when there is one before it. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    /** How long it may take until there is a first record: whoever may change nothing holds no place for longer. */
    static final Duration LONGEST_START = Duration.ofSeconds(60);

    /** How long what is left of a body is taken off the line when nobody reads it any more. */
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(60);

    private final MessageDigest digest;
    private final LongSupplier nanoTime;
    private Duration patience = LONGEST_START;
    private long waitedSince;
    private long bytes;
    private boolean readable = true;

    ImportBody(InputStream body, LongSupplier nanoTime) {
        super(body);
        this.nanoTime = nanoTime;
        this.waitedSince = nanoTime.getAsLong();
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every JDK has SHA-256", missing);
        }
    }

    /** A record is made; the next is waited for from now on. */
    void restart() {
        patience = LONGEST_WAIT;
        waitedSince = nanoTime.getAsLong();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = received(target, offset, length);
        if (read > 0) {
            bytes += read;
            digest.update(target, offset, read);
        }
        if (nanoTime.getAsLong() - waitedSince > patience.toNanos()) {
            readable = false;
            throw new ReadingStopped(
                    "too-slow", "The lines of a record did not come within " + patience.toSeconds() + " s");
        }
        return read;
    }

    private int received(byte[] target, int offset, int length) throws IOException {
        try {
            return super.read(target, offset, length);
        } catch (BodyLimitFilter.BodyTooLarge tooLarge) {
            readable = false;
            ReadingStopped stopped = new ReadingStopped("body-too-large", "The body is longer than is taken at once");
            stopped.initCause(tooLarge);
            throw stopped;
        } catch (IOException gone) {
            readable = false;
            throw gone;
        }
    }

    long bytes() {
        return bytes;
    }

    /** SHA-256 of the bytes read so far, base64url; to be asked for once. */
    String digest() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
    }

    /** Takes the rest off the line: most clients read their answer when all is sent, and lose it when they cannot send. */
    void drain() {
        long until = nanoTime.getAsLong() + LONGEST_DRAIN.toNanos();
        byte[] rest = new byte[16 * 1024];
        try {
            while (readable && nanoTime.getAsLong() < until && received(rest, 0, rest.length) >= 0) {
                // Nobody wants it.
            }
        } catch (IOException gone) {
            readable = false;
        }
    }
}
