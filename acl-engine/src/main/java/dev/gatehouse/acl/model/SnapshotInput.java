package dev.gatehouse.acl.model;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Iterator;
import java.util.zip.CRC32C;

/** Reads what {@link SnapshotOutput} wrote, and finds out when it is anything else. */
final class SnapshotInput {

    private final Iterator<byte[]> chunks;
    private final MessageDigest digest = sha256();
    private byte[] chunk = new byte[0];
    private int at;
    private int end;
    private int index;
    private boolean last;

    SnapshotInput(Iterator<byte[]> chunks) {
        this.chunks = chunks;
    }

    /** Says what is wrong with a snapshot. */
    static final class BrokenSnapshotException extends Exception {
        private static final long serialVersionUID = 1;

        BrokenSnapshotException(String message) {
            super(message);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("Every JDK has SHA-256", missing);
        }
    }

    private void nextChunk() throws BrokenSnapshotException {
        if (last || !chunks.hasNext()) {
            throw new BrokenSnapshotException("The snapshot ends in the middle");
        }
        chunk = chunks.next();
        if (chunk.length < SnapshotOutput.HEADER + SnapshotOutput.TRAILER) {
            throw new BrokenSnapshotException("Chunk " + index + " is too short");
        }
        end = chunk.length - SnapshotOutput.TRAILER;
        CRC32C checksum = new CRC32C();
        checksum.update(chunk, 0, end);
        ByteBuffer header = ByteBuffer.wrap(chunk);
        if (header.getInt(end) != (int) checksum.getValue()) {
            throw new BrokenSnapshotException("Chunk " + index + " does not match its checksum");
        }
        if (header.getInt() != SnapshotOutput.MARK || header.get() != SnapshotOutput.VERSION) {
            throw new BrokenSnapshotException("Chunk " + index + " is of another kind or version");
        }
        last = header.get() == 1;
        if (header.getInt() != index) {
            throw new BrokenSnapshotException("Chunk " + index + " is missing");
        }
        index++;
        at = SnapshotOutput.HEADER;
        if (last) {
            end -= SnapshotOutput.DIGEST;
        }
        if (end < at) {
            throw new BrokenSnapshotException("The last chunk is too short");
        }
        digest.update(chunk, at, end - at);
    }

    private int octet() throws BrokenSnapshotException {
        while (at == end) {
            nextChunk();
        }
        return chunk[at++];
    }

    long number() throws BrokenSnapshotException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int octet = octet();
            value |= (octet & 0x7FL) << shift;
            if (octet >= 0) {
                return value;
            }
        }
        throw new BrokenSnapshotException("A number is too long");
    }

    /** A number that is less than a bound. */
    int number(int bound) throws BrokenSnapshotException {
        long value = number();
        if (value < 0 || value >= bound) {
            throw new BrokenSnapshotException("A number is out of its range");
        }
        return (int) value;
    }

    byte[] bytes(int most) throws BrokenSnapshotException {
        byte[] bytes = new byte[number(most + 1)];
        int copied = 0;
        while (copied < bytes.length) {
            while (at == end) {
                nextChunk();
            }
            int part = Math.min(bytes.length - copied, end - at);
            System.arraycopy(chunk, at, bytes, copied, part);
            at += part;
            copied += part;
        }
        return bytes;
    }

    int[] numbers(int bound) throws BrokenSnapshotException {
        int[] values = new int[number(bound + 1)];
        for (int i = 0; i < values.length; i++) {
            values[i] = number(bound);
            if (i > 0 && values[i] <= values[i - 1]) {
                throw new BrokenSnapshotException("Numbers are not in their order");
            }
        }
        return values;
    }

    void end() throws BrokenSnapshotException {
        while (at == end && !last) {
            nextChunk();
        }
        if (at != end || chunks.hasNext()) {
            throw new BrokenSnapshotException("Something stands behind the end of the snapshot");
        }
        ByteBuffer written = ByteBuffer.wrap(chunk, end, SnapshotOutput.DIGEST);
        if (!written.equals(ByteBuffer.wrap(digest.digest()))) {
            throw new BrokenSnapshotException("The snapshot does not match its digest");
        }
    }
}
