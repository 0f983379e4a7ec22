package dev.gatehouse.idp.oauth;

import dev.gatehouse.idp.clients.ClientAuthMethod;
import dev.gatehouse.idp.oauth.PresentedCredentials.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A client's id and secret in an Authorization header.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1">RFC 6749 section 2.3.1</a>
 */
final class BasicCredentials {

    private static final String SCHEME = "Basic ";

    private BasicCredentials() {}

    static boolean isIn(String header) {
        return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    static Secret read(String header) {
        if (!isIn(header)) {
            throw ProtocolError.invalidClient("unknown-scheme").asException();
        }
        String pair;
        try {
            byte[] decoded =
                    Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
            pair = new String(decoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw ProtocolError.invalidClient("malformed-basic").asException();
        }
        int colon = pair.indexOf(':');
        if (colon <= 0) {
            throw ProtocolError.invalidClient("malformed-basic").asException();
        }
        String clientId = formDecoded(pair.substring(0, colon));
        String unencoded = pair.substring(colon + 1);
        return new Secret(ClientAuthMethod.CLIENT_SECRET_BASIC, clientId, formDecoded(unencoded), unencoded);
    }

    /** Text that is not form-encoded stands for itself. */
    private static String formDecoded(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }
}
