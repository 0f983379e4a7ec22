package dev.gatehouse.idp.tokens;

import dev.gatehouse.idp.keys.KeyId;

/**
 * An access token that one of our keys signed and that is for now. It may be revoked all the same: ask {@link
 * RevocationState}.
 */
public final class VerifiedAccessToken {

    private final AccessTokenClaims claims;
    private final KeyId key;
    private final int length;

    /** Only the verifier can say that a token is verified. */
    VerifiedAccessToken(AccessTokenClaims claims, KeyId key, int length) {
        this.claims = claims;
        this.key = key;
        this.length = length;
    }

    public AccessTokenClaims claims() {
        return claims;
    }

    KeyId key() {
        return key;
    }

    /** The length of the compact serialization, as a measure of what this takes in memory. */
    int length() {
        return length;
    }

    @Override
    public String toString() {
        return "VerifiedAccessToken[" + claims.tokenId() + "]";
    }
}
