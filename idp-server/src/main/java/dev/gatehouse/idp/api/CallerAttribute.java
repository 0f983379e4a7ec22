package dev.gatehouse.idp.api;

import dev.gatehouse.idp.tokens.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Where authentication leaves the caller of a request. */
public final class CallerAttribute {

    private CallerAttribute() {}

    public static Optional<Caller> of(HttpServletRequest request) {
        return Optional.ofNullable((Caller) request.getAttribute(Caller.class.getName()));
    }
}
