package dev.gatehouse.idp.admin;

import dev.gatehouse.idp.tokens.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Where authentication leaves the caller of a request. */
final class CallerAttribute {

    private CallerAttribute() {}

    static Optional<Caller> of(HttpServletRequest request) {
        return Optional.ofNullable((Caller) request.getAttribute(Caller.class.getName()));
    }
}
