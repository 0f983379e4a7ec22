package dev.gatehouse.idp.api;

import dev.gatehouse.idp.edge.ProblemDetails;
import dev.gatehouse.idp.tokens.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Lets a call through to its controller, or does not: the one place that asks whether this caller may call this route,
 * and that the query holds what the route takes and nothing else.
 */
public final class CallGate implements HandlerInterceptor {

    private final Predicate<Caller> administrators;

    /** Takes who may call what is for {@link Callers#ADMINISTRATORS}. */
    public CallGate(Predicate<Caller> administrators) {
        this.administrators = administrators;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        Optional<Refusal> refusal = refusal(request, handler);
        if (refusal.isPresent()) {
            ProblemDetails.write(response, Answers.problem(refusal.get()));
            return false;
        }
        return true;
    }

    private Optional<Refusal> refusal(HttpServletRequest request, Object handler) {
        Optional<Operation> operation = ApiRoutes.operation(handler);
        if (operation.isEmpty()) {
            return Optional.of(new Refusal(404, "not-found", "There is nothing here."));
        }
        return refusal(operation.get(), CallerAttribute.of(request))
                .or(() -> refusal(operation.get(), request.getParameterMap()))
                .or(() -> notAcceptable(request));
    }

    /** Every answer is JSON; who wants none gets none (RFC 9110 section 12.5.1). */
    private static Optional<Refusal> notAcceptable(HttpServletRequest request) {
        boolean acceptable;
        try {
            List<MediaType> accepted = MediaType.parseMediaTypes(Collections.list(request.getHeaders("Accept")));
            acceptable = accepted.isEmpty() || accepted.stream().anyMatch(MediaType.APPLICATION_JSON::isCompatibleWith);
        } catch (InvalidMediaTypeException malformed) {
            acceptable = false;
        }
        return acceptable
                ? Optional.empty()
                : Optional.of(new Refusal(406, "not-acceptable", "The answers of this API are application/json."));
    }

    private Optional<Refusal> refusal(Operation operation, Optional<Caller> caller) {
        return switch (operation.by()) {
            case ANYBODY, AUTHENTICATED -> Optional.empty();
            case PERSON ->
                caller.filter(Caller::person).isPresent()
                        ? Optional.empty()
                        : Optional.of(new Refusal(
                                403, "persons-only", "Only a person has an own account; this caller is a service."));
            case ADMINISTRATORS ->
                caller.filter(administrators).isPresent()
                        ? Optional.empty()
                        : Optional.of(new Refusal(403, "forbidden", "This is for administrators."));
        };
    }

    private static Optional<Refusal> refusal(Operation operation, Map<String, String[]> parameters) {
        List<String> taken = Arrays.asList(operation.parameters());
        for (Map.Entry<String, String[]> parameter : parameters.entrySet()) {
            if (!taken.contains(parameter.getKey())) {
                String names = taken.isEmpty() ? "none" : String.join(", ", taken);
                return Optional.of(new Refusal(
                        400,
                        "unknown-parameter",
                        "The query has a parameter that this route does not take: it takes " + names + "."));
            }
            if (parameter.getValue().length > 1) {
                return Optional.of(Refusal.parameter(parameter.getKey(), "is there more than once"));
            }
        }
        return Optional.empty();
    }
}
