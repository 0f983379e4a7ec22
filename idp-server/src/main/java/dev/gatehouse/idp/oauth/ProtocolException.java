package dev.gatehouse.idp.oauth;

import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;

/**
 * Carries a {@link ProtocolError} through Spring's endpoint filters, which know refusals as exceptions only. It has no
 * stack trace: nothing is broken.
 */
final class ProtocolException extends OAuth2AuthenticationException {

    private static final long serialVersionUID = 1;

    private final transient ProtocolError error;

    ProtocolException(ProtocolError error) {
        super(new OAuth2Error(error.code(), error.description(), null));
        this.error = error;
    }

    ProtocolError error() {
        return error;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
