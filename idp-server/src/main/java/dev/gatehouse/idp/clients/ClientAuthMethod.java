package dev.gatehouse.idp.clients;

import java.util.Arrays;
import java.util.Optional;

/**
 * How a client authenticates.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7591#section-2">RFC 7591 section 2</a>, {@code
 *     token_endpoint_auth_method}
 */
public enum ClientAuthMethod {
    /** A public client: it has no credential and proves nothing but its id. */
    NONE("none"),
    CLIENT_SECRET_BASIC("client_secret_basic"),
    CLIENT_SECRET_POST("client_secret_post"),
    PRIVATE_KEY_JWT("private_key_jwt");

    private final String protocolName;

    ClientAuthMethod(String protocolName) {
        this.protocolName = protocolName;
    }

    public String protocolName() {
        return protocolName;
    }

    /** Whether the credential is a shared secret. */
    public boolean usesSecret() {
        return this == CLIENT_SECRET_BASIC || this == CLIENT_SECRET_POST;
    }

    public static Optional<ClientAuthMethod> named(String protocolName) {
        return Arrays.stream(values())
                .filter(method -> method.protocolName.equals(protocolName))
                .findFirst();
    }
}
