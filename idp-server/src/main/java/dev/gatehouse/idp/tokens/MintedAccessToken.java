package dev.gatehouse.idp.tokens;

/**
 * An access token as it was just signed.
 *
 * @param value the compact serialization (RFC 7515 section 7.1)
 */
public record MintedAccessToken(String value, AccessTokenClaims claims) {

    /** A bearer token is a credential, so only its id is shown. */
    @Override
    public String toString() {
        return "MintedAccessToken[" + claims.tokenId() + "]";
    }
}
