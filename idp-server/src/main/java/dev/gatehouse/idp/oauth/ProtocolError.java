package dev.gatehouse.idp.oauth;

import dev.gatehouse.idp.clients.Client;

/**
 * An error answer of a protocol endpoint.
 *
 * @param status the HTTP status
 * @param code {@code error}
 * @param description {@code error_description}: a constant text of ours, in ASCII without quotes and backslashes
 * @param detail what the audit record says beyond the code, and the caller is not told
 * @param client the client that the request is about although it did not authenticate; empty when none is known
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-5.2">RFC 6749 section 5.2</a>
 */
public record ProtocolError(int status, String code, String description, String detail, String client) {

    ProtocolError(int status, String code, String description, String detail) {
        this(status, code, description, detail, "");
    }

    public static ProtocolError invalidRequest(String description) {
        return new ProtocolError(400, "invalid_request", description, "");
    }

    /** The same text whatever was wrong with the client's credentials. */
    public static ProtocolError invalidClient(String detail) {
        return new ProtocolError(401, "invalid_client", "client authentication failed", detail);
    }

    /** The same answer, and a record that names the client which somebody claimed to be. */
    static ProtocolError invalidClient(String detail, Client claimed) {
        ProtocolError error = invalidClient(detail);
        return new ProtocolError(error.status, error.code, error.description, detail, claimed.id());
    }

    public static ProtocolError invalidGrant(String description, String detail) {
        return new ProtocolError(400, "invalid_grant", description, detail);
    }

    public static ProtocolError unauthorizedClient(String description) {
        return new ProtocolError(400, "unauthorized_client", description, "");
    }

    public static ProtocolError unsupportedGrantType() {
        return new ProtocolError(400, "unsupported_grant_type", "this grant type is not supported", "");
    }

    public static ProtocolError invalidScope(String description) {
        return new ProtocolError(400, "invalid_scope", description, "");
    }

    /** RFC 8707 section 2. */
    static ProtocolError invalidTarget(String description) {
        return new ProtocolError(400, "invalid_target", description, "");
    }

    /** What the server cannot do now; RFC 6749 has the word in section 4.1.2.1. */
    public static ProtocolError temporarilyUnavailable(String detail) {
        return new ProtocolError(503, "temporarily_unavailable", "try again in a moment", detail);
    }

    ProtocolError withStatus(int other) {
        return new ProtocolError(other, code, description, detail, client);
    }

    /** As Spring's endpoint filters expect a refusal to reach them. */
    ProtocolException asException() {
        return new ProtocolException(this);
    }
}
