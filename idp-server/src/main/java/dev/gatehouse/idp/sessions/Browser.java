package dev.gatehouse.idp.sessions;

import dev.gatehouse.idp.audit.RequestContext;
import java.util.Objects;

/**
 * Where a session is used from, as far as it is known: shown to the person, never trusted.
 *
 * @param address the peer's address, or empty
 * @param userAgent as the browser named itself, or empty
 */
public record Browser(String address, String userAgent) {

    private static final int MOST_CHARACTERS = 512;

    public Browser {
        userAgent = userAgent.length() > MOST_CHARACTERS ? userAgent.substring(0, MOST_CHARACTERS) : userAgent;
    }

    static Browser of(RequestContext request) {
        return new Browser(
                Objects.requireNonNullElse(request.address(), ""), Objects.requireNonNullElse(request.userAgent(), ""));
    }

    String encode() {
        return address + "\n" + userAgent;
    }

    static Browser decode(String text) {
        int newline = text.indexOf('\n');
        return new Browser(text.substring(0, newline), text.substring(newline + 1));
    }
}
