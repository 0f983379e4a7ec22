package dev.gatehouse.idp.clients;

import dev.gatehouse.idp.secrets.KeyPurpose;
import dev.gatehouse.idp.secrets.KeyedHash;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.zip.CRC32;

/**
 * Client secrets: made, shown once, kept as a keyed hash, compared in constant time.
 *
 * <p>A secret is {@code ghs_}, 256 random bits and a checksum, so that a leaked one can be found by its form. A slow
 * hash would add nothing to 256 random bits and cost every token request.
 */
public final class ClientSecrets {

    public static final String PREFIX = "ghs_";

    private final KeyedHash keyedHash;
    private final SecureRandom random;

    public ClientSecrets(KeyedHash keyedHash, SecureRandom random) {
        this.keyedHash = keyedHash;
        this.random = random;
    }

    /** A new secret in clear. */
    public String generate() {
        byte[] bits = new byte[32];
        random.nextBytes(bits);
        String body = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        CRC32 checksum = new CRC32();
        checksum.update(body.getBytes(StandardCharsets.US_ASCII));
        return body + "%08x".formatted(checksum.getValue());
    }

    public String hash(String secret) {
        return keyedHash.of(KeyPurpose.CLIENT_SECRET_HASHING, secret);
    }

    /** Whether this is the client's secret, and has not expired. */
    public boolean matches(Client client, String presented, Instant now) {
        String hash = client.secretHash();
        if (hash == null || !keyedHash.matches(KeyPurpose.CLIENT_SECRET_HASHING, presented, hash)) {
            return false;
        }
        Instant expiresAt = client.secretExpiresAt();
        // exp == now is expired, as everywhere.
        return expiresAt == null || now.isBefore(expiresAt);
    }
}
