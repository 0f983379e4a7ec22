package dev.gatehouse.acl.model;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * A stream of numbers and strings, cut into chunks. A chunk is a header (mark, version, whether it is the last, its
 * index), a payload and a CRC-32C over both; the last payload ends with the SHA-256 of all that was written before it.
 */
final class SnapshotOutput {

    static final int MARK = 0x47484153;
    static final int VERSION = 1;
    static final int HEADER = 10;
    static final int TRAILER = 4;
    static final int DIGEST = 32;

    private final int chunkSize;
    private final Consumer<byte[]> chunks;
    private final MessageDigest digest = SnapshotInput.sha256();
    private final ByteArrayOutputStream payload = new ByteArrayOutputStream();
    private int index;

    SnapshotOutput(int chunkSize, Consumer<byte[]> chunks) {
        this.chunkSize = chunkSize;
        this.chunks = chunks;
    }

    void number(long value) {
        long left = value;
        while ((left & ~0x7FL) != 0) {
            payload.write(((int) left & 0x7F) | 0x80);
            left >>>= 7;
        }
        payload.write((int) left);
        cut();
    }

    void string(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        number(bytes.length);
        payload.write(bytes, 0, bytes.length);
        cut();
    }

    void numbers(int[] values) {
        number(values.length);
        for (int value : values) {
            number(value);
        }
    }

    private void cut() {
        if (payload.size() >= chunkSize) {
            digest.update(payload.toByteArray());
            emit(false);
        }
    }

    void end() {
        digest.update(payload.toByteArray());
        payload.writeBytes(digest.digest());
        emit(true);
    }

    private void emit(boolean last) {
        ByteBuffer chunk = ByteBuffer.allocate(HEADER + payload.size() + TRAILER)
                .putInt(MARK)
                .put((byte) VERSION)
                .put((byte) (last ? 1 : 0))
                .putInt(index++)
                .put(payload.toByteArray());
        CRC32C checksum = new CRC32C();
        checksum.update(chunk.array(), 0, chunk.position());
        chunk.putInt((int) checksum.getValue());
        chunks.accept(chunk.array());
        payload.reset();
    }
}
