package dev.gatehouse.idp.keys;

import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import java.util.Optional;

/**
 * The signing keys in force. Thread-safe, and answers from memory.
 *
 * <p>A key is published ahead of its use and stays published until the last token that it signed has expired.
 */
public interface SigningKeys {

    /** The key that signs now with this algorithm. */
    Signing signing(SigningAlgorithm algorithm);

    /** How to verify what the key of this id signed, while it is published. */
    Optional<Verifying> verifying(KeyId id);

    /** The public halves, as served at {@code /oauth2/jwks} (RFC 7517 section 5). */
    JWKSet published();

    /** A key that signs. */
    record Signing(KeyId id, SigningAlgorithm algorithm, JWSSigner signer) {}

    /** A key that verifies, with the one algorithm that it is for. */
    record Verifying(KeyId id, SigningAlgorithm algorithm, JWSVerifier verifier) {}
}
