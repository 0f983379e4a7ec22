package dev.gatehouse.idp.keys;

/** What became of the wish for a new signing key. */
public sealed interface RotationResult {

    /** The key that takes over. */
    SigningKey successor();

    /** A new key is in the JWK set and will sign from its {@code signsFrom}. */
    record Published(SigningKey successor) implements RotationResult {}

    /** There is one already that is published and does not sign yet; nothing was changed. */
    record AlreadyPublished(SigningKey successor) implements RotationResult {}
}
