package dev.gatehouse.acl;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Takes texts and numbers into a SHA-256 digest so that different sequences of them are different bytes. */
public final class DigestOutput {

    private final MessageDigest digest;

    public DigestOutput() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every JDK has SHA-256", missing);
        }
    }

    public DigestOutput number(long number) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
        return this;
    }

    /** The length goes first, so that texts do not run into each other. */
    public DigestOutput text(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    public DigestOutput bytes(byte[] bytes) {
        number(bytes.length);
        digest.update(bytes);
        return this;
    }

    /** The 32 bytes, after which it begins anew. */
    public byte[] take() {
        return digest.digest();
    }
}
