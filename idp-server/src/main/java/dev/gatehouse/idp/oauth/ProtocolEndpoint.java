package dev.gatehouse.idp.oauth;

import dev.gatehouse.idp.audit.TokenEvent;

/** An endpoint that programs call with a form: where it is, and what its audit records are named. */
public enum ProtocolEndpoint {
    TOKEN("/oauth2/token", TokenEvent.Kind.ISSUED),
    INTROSPECTION("/oauth2/introspect", TokenEvent.Kind.INTROSPECTED),
    REVOCATION("/oauth2/revoke", TokenEvent.Kind.REVOKED),
    PUSHED_AUTHORIZATION("/oauth2/par", TokenEvent.Kind.AUTHORIZATION_PUSHED),
    DEVICE_AUTHORIZATION("/oauth2/device_authorization", TokenEvent.Kind.DEVICE_STARTED);

    private final String path;
    private final TokenEvent.Kind event;

    ProtocolEndpoint(String path, TokenEvent.Kind event) {
        this.path = path;
        this.event = event;
    }

    public String path() {
        return path;
    }

    TokenEvent.Kind event() {
        return event;
    }
}
