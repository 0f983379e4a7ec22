package dev.gatehouse.idp.api;

import dev.gatehouse.idp.tokens.Admittance;
import dev.gatehouse.idp.tokens.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Where authentication leaves the caller of a request. */
public final class CallerAttribute {

    private CallerAttribute() {}

    public static Optional<Caller> of(HttpServletRequest request) {
        return Optional.ofNullable((Caller) request.getAttribute(Caller.class.getName()));
    }

    /** Whether the caller would still be let in; whoever authenticates a caller leaves it too. */
    public static Admittance admittance(HttpServletRequest request) {
        if (request.getAttribute(Admittance.class.getName()) instanceof Admittance admittance) {
            return admittance;
        }
        throw new IllegalStateException("no caller was authenticated");
    }
}
