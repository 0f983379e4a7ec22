package dev.gatehouse.idp.audit.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;

/**
 * Signs heads: that a chain had this hash at this seq. Ed25519 (RFC 8032) under a key that does nothing else.
 *
 * <p>What is signed is the head domain byte, the length of the chain's name as 16 bits, the name, the seq as 64 bits
 * and the hash, all big-endian.
 */
public final class HeadSigner {

    /** First byte of what is signed; keeps heads apart from everything else that the key might be shown. */
    static final byte DOMAIN = 'H';

    private final String keyId;
    private final Signature signature;

    public HeadSigner(String keyId, PrivateKey key) {
        this.keyId = keyId;
        try {
            signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the audit signing key is unusable", e);
        }
    }

    public String keyId() {
        return keyId;
    }

    synchronized String head(String chain, long seq, byte[] hash) {
        byte[] name = chain.getBytes(StandardCharsets.UTF_8);
        ByteBuffer head = ByteBuffer.allocate(1 + 2 + name.length + 8 + hash.length);
        head.put(DOMAIN).putShort((short) name.length).put(name).putLong(seq).put(hash);
        try {
            signature.update(head.array());
            return keyId + ":" + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a head cannot be signed", e);
        }
    }
}
