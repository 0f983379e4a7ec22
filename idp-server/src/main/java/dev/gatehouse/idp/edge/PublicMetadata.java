package dev.gatehouse.idp.edge;

/** What anyone may read and hold for a while: discovery documents (RFC 8615) and public keys. */
final class PublicMetadata {

    private PublicMetadata() {}

    static boolean isAt(String path) {
        return path.startsWith("/.well-known/") || path.equals("/oauth2/jwks");
    }
}
