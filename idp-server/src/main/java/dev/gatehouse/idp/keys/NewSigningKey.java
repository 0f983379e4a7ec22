package dev.gatehouse.idp.keys;

import java.security.KeyPair;
import java.time.Instant;

/** A key that was generated and is about to be stored. Prints no key. */
record NewSigningKey(
        KeyId id, SigningAlgorithm algorithm, long number, KeyPair pair, Instant publishedAt, Instant signsFrom) {

    static NewSigningKey generate(SigningAlgorithm algorithm, long number, Instant publishedAt, Instant signsFrom) {
        KeyPair pair = KeyPairs.generate(algorithm);
        var id = new KeyId(KeyPairs.jwk(algorithm, pair.getPublic()).getKeyID());
        return new NewSigningKey(id, algorithm, number, pair, publishedAt, signsFrom);
    }

    @Override
    public String toString() {
        return "NewSigningKey[" + id.value() + ", " + algorithm + "]";
    }
}
