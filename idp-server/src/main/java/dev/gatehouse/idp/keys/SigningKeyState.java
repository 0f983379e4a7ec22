package dev.gatehouse.idp.keys;

/** Where a signing key is in its life. */
public enum SigningKeyState {
    /** In the JWK set so that everybody knows it when it signs. */
    PUBLISHED,
    SIGNING,
    /** Signs no more; in the JWK set until its last token has expired. */
    VERIFYING,
    /** Gone from the JWK set. */
    RETIRED
}
