package dev.gatehouse.idp.secrets;

/** HMAC-SHA256 of random secrets, each purpose under a key of its own. */
public interface KeyedHash {

    /** base64url without padding of the 32-byte MAC. */
    String of(KeyPurpose purpose, String secret);

    /** Compares in constant time. */
    boolean matches(KeyPurpose purpose, String secret, String hash);
}
