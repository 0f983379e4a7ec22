package dev.gatehouse.idp.api;

import dev.gatehouse.idp.edge.ProblemDetails;
import dev.gatehouse.idp.tokens.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Lets a call through to its controller, or does not: the one place that asks whether this caller may call this route,
 * and that the query holds what the route takes and nothing else.
 */
public final class CallGate implements HandlerInterceptor {

    private static final String READ = "read";

    private final AccessPolicy policy;

    public CallGate(AccessPolicy policy) {
        this.policy = policy;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        Optional<Refusal> refusal = refusal(request, handler);
        if (refusal.isPresent()) {
            if (refusal.get().status() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
                response.setHeader(HttpHeaders.RETRY_AFTER, "1");
            }
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
        Optional<Map<String, String>> path = pathOf(request);
        if (path.isEmpty()) {
            return Optional.of(new Refusal(
                    400, "malformed-id", "An id in the path begins with ~ and is not the base64url of a text."));
        }
        request.setAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, path.get());
        return refusal(operation.get(), request, path.get())
                .or(() -> refusal(operation.get(), request.getParameterMap()))
                .or(() -> notAcceptable(request, operation.get().answers()));
    }

    /** Who wants none of the answers that there are gets none (RFC 9110 section 12.5.1). */
    private static Optional<Refusal> notAcceptable(HttpServletRequest request, String[] answers) {
        boolean acceptable;
        try {
            List<MediaType> accepted = MediaType.parseMediaTypes(Collections.list(request.getHeaders("Accept")));
            acceptable = accepted.isEmpty()
                    || Arrays.stream(answers)
                            .map(MediaType::parseMediaType)
                            .anyMatch(answer -> accepted.stream().anyMatch(answer::isCompatibleWith));
        } catch (InvalidMediaTypeException malformed) {
            acceptable = false;
        }
        return acceptable
                ? Optional.empty()
                : Optional.of(new Refusal(
                        406, "not-acceptable", "The answers of this API are " + String.join(" or ", answers) + "."));
    }

    /** The ids that the path names, the same that the controller gets; empty when one of them is none. */
    @SuppressWarnings("unchecked")
    private static Optional<Map<String, String>> pathOf(HttpServletRequest request) {
        Object variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        var ids = new LinkedHashMap<String, String>();
        if (variables != null) {
            for (Map.Entry<String, String> variable : ((Map<String, String>) variables).entrySet()) {
                Optional<String> id = PathId.read(variable.getValue());
                if (id.isEmpty()) {
                    return Optional.empty();
                }
                ids.put(variable.getKey(), id.get());
            }
        }
        return Optional.of(ids);
    }

    private Optional<Refusal> refusal(Operation operation, HttpServletRequest request, Map<String, String> path) {
        Optional<Caller> caller = CallerAttribute.of(request);
        return switch (operation.by()) {
            case ANYBODY, AUTHENTICATED -> Optional.empty();
            case PERSON ->
                caller.filter(Caller::person).isPresent()
                        ? Optional.empty()
                        : Optional.of(new Refusal(
                                403, "persons-only", "Only a person has an own account; this caller is a service."));
            case PERMITTED ->
                caller.isPresent()
                        ? refusal(operation, door(operation, caller.get(), request), path)
                        : Optional.of(new Refusal(401, "unauthenticated", "This API needs an access token."));
        };
    }

    /**
     * The right that the route takes. A route about one thing takes {@code read} on it as well: its answers show the
     * thing, and that there is none is to be learnt only by who might read it.
     */
    private static Optional<Refusal> refusal(Operation operation, Door door, Map<String, String> path) {
        String object = RouteObject.parse(operation.object()).in(path);
        Optional<Refusal> unreadable =
                path.isEmpty() || operation.right().equals(READ) ? Optional.empty() : door.refusal(READ, object);
        return unreadable.or(() -> door.refusal(operation.right(), object));
    }

    /** Asks for a right of one caller, where the call is meant. */
    @FunctionalInterface
    private interface Door {
        Optional<Refusal> refusal(String right, String object);
    }

    private Door door(Operation operation, Caller caller, HttpServletRequest request) {
        return operation.inNamedWorkspace()
                ? (right, object) -> policy.refusalIn(request.getParameter(Operation.WORKSPACE), caller, right, object)
                : (right, object) -> policy.refusal(caller, right, object);
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
