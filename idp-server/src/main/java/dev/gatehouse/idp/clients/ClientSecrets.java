package dev.gatehouse.idp.clients;

import dev.gatehouse.idp.secrets.GeneratedSecret;
import dev.gatehouse.idp.secrets.KeyPurpose;
import dev.gatehouse.idp.secrets.KeyedHash;
import java.security.SecureRandom;
import java.time.Instant;

/**
 * Client secrets: made, shown once, kept as a keyed hash, compared in constant time.
 *
 * <p>A slow hash would add nothing to the 256 random bits of a generated secret and cost every token request.
 */
public final class ClientSecrets {

    private final KeyedHash keyedHash;
    private final SecureRandom random;

    public ClientSecrets(KeyedHash keyedHash, SecureRandom random) {
        this.keyedHash = keyedHash;
        this.random = random;
    }

    /** A new secret, to be shown to its owner once. */
    public GeneratedSecret generate() {
        return GeneratedSecret.generate(GeneratedSecret.Kind.CLIENT_SECRET, random);
    }

    /** What is stored of a secret. */
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
