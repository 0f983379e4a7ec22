package dev.gatehouse.idp.api;

import java.util.List;
import java.util.Optional;

/**
 * Why a call is not done, as the problem details that the caller gets (RFC 9457).
 *
 * @param code stable; programs decide by it, never by the text
 * @param violations the members at fault, when the body is
 * @param missing what the caller would need, when that is why
 */
public record Refusal(int status, String code, String detail, List<Violation> violations, Optional<Missing> missing) {

    public Refusal {
        violations = List.copyOf(violations);
    }

    /** A right that the caller does not have on an object. */
    public record Missing(String right, String object) {}

    public Refusal(int status, String code, String detail) {
        this(status, code, detail, List.of(), Optional.empty());
    }

    /** The caller is who they say, and may not. */
    public static Refusal missing(String right, String object) {
        return new Refusal(
                403,
                "forbidden",
                "This takes the right " + right + " on " + object + ".",
                List.of(),
                Optional.of(new Missing(right, object)));
    }

    public static Refusal malformed(String detail) {
        return new Refusal(400, "malformed-json", detail);
    }

    public static Refusal invalid(List<Violation> violations) {
        return new Refusal(
                400,
                "invalid-members",
                "The body has members that cannot be taken; see errors.",
                violations,
                Optional.empty());
    }

    public static Refusal parameter(String name, String detail) {
        return new Refusal(400, "invalid-parameter", "The parameter " + name + " " + detail + ".");
    }

    public static Refusal notFound(String noun) {
        return new Refusal(404, "not-found", "There is no such " + noun + ".");
    }

    public static Refusal stale() {
        return new Refusal(412, "stale", "It has changed since the version that If-Match names; read it again.");
    }

    public static Refusal conflict(String code, String detail) {
        return new Refusal(409, code, detail);
    }
}
