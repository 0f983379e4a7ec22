package dev.gatehouse.idp.api;

import dev.gatehouse.idp.audit.ApiEvent;
import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.audit.AuditUnavailable;
import dev.gatehouse.idp.audit.Outcome;
import dev.gatehouse.idp.audit.RefusalAggregation;
import dev.gatehouse.idp.audit.Target;
import dev.gatehouse.idp.edge.ProblemDetails;
import dev.gatehouse.idp.tokens.Caller;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * No answer of the API without a record: holds each answer back until the call is on record. Stands outside
 * authentication and error handling, so that what they answer is recorded too.
 */
public final class CallRecords extends OncePerRequestFilter {

    /** Answers that say that the trail takes no record. */
    private static final Set<String> UNRECORDABLE =
            Set.of("audit-unavailable", "audit-disk-full", "OUTCOME_UNRECORDED");

    private static final Set<String> OF_THE_ANSWER =
            Set.of(HttpHeaders.ETAG, HttpHeaders.LOCATION, HttpHeaders.CONTENT_TYPE, HttpHeaders.CONTENT_LENGTH);

    private final AuditTrail trail;
    private final RefusalAggregation refusals;
    private final ApiRoutes routes;

    public CallRecords(AuditTrail trail, RefusalAggregation refusals, ApiRoutes routes) {
        this.trail = trail;
        this.refusals = refusals;
        this.routes = routes;
    }

    /** The trail to use within calls. */
    public static AuditTrail noting(AuditTrail trail) {
        return AuditedCall.noting(trail);
    }

    /** A browser's question before the call (Fetch section 3.2.2) is not the call. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return CorsUtils.isPreFlightRequest(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<ApiRoutes.Route> route = routes.of(request);
        if (route.filter(found -> found.operation().by() == Callers.ANYBODY).isPresent()) {
            chain.doFilter(request, response);
            return;
        }
        var call = new AuditedCall();
        var held = new HeldAnswer(response, call);
        passOn(call, request, held, chain);
        if (!call.recorded() && !UNRECORDABLE.contains(reason(held).orElse(""))) {
            record(call, request, held, route);
        }
        held.copyBodyToResponse();
    }

    private static void passOn(
            AuditedCall call, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            ScopedValue.where(AuditedCall.CURRENT, call).<Boolean, Exception>call(() -> {
                chain.doFilter(request, response);
                return true;
            });
        } catch (IOException | ServletException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("a filter chain throws nothing else", e);
        }
    }

    private void record(
            AuditedCall call,
            HttpServletRequest request,
            ContentCachingResponseWrapper held,
            Optional<ApiRoutes.Route> route)
            throws IOException {
        try {
            Optional<Caller> caller = CallerAttribute.of(request);
            if (caller.isPresent()) {
                trail.record(caller.get().actor(), event(call, request, held, route));
            } else {
                refusals.record(event(call, request, held, route));
            }
        } catch (AuditUnavailable e) {
            forget(held);
            held.setHeader(HttpHeaders.RETRY_AFTER, "1");
            ProblemDetails.write(
                    held,
                    HttpStatus.SERVICE_UNAVAILABLE,
                    e.code(),
                    "The call could not be put on record, so it is not answered.");
        }
    }

    /** Takes the answer back: all of it but the headers that every answer has. */
    private static void forget(ContentCachingResponseWrapper held) {
        var kept = new LinkedHashMap<String, List<String>>();
        for (String name : held.getHeaderNames()) {
            if (!OF_THE_ANSWER.contains(name)) {
                kept.put(name, List.copyOf(held.getHeaders(name)));
            }
        }
        held.reset();
        kept.forEach((name, values) -> values.forEach(value -> held.addHeader(name, value)));
    }

    private static ApiEvent event(
            AuditedCall call,
            HttpServletRequest request,
            ContentCachingResponseWrapper held,
            Optional<ApiRoutes.Route> route) {
        int status = held.getStatus();
        var facts = new TreeMap<>(call.facts());
        Optional<String> workspace = Optional.ofNullable(facts.remove(CallFacts.WORKSPACE));
        facts.put("http.request.method", request.getMethod());
        facts.put("http.response.status_code", String.valueOf(status));
        route.ifPresent(found -> facts.put("http.route", found.pattern().getPatternString()));
        Outcome outcome = status < 400 ? Outcome.SUCCESS : status >= 500 ? Outcome.FAILURE : Outcome.DENIED;
        return new ApiEvent(
                route.map(found -> found.operation().action()).orElse("api.called"),
                outcome,
                reason(held),
                target(request, route),
                workspace
                        .or(() -> CallerAttribute.of(request).map(Caller::workspace))
                        .orElse("system"),
                route.map(found -> found.operation().personal()).orElse(false),
                Map.copyOf(facts));
    }

    private static Target target(HttpServletRequest request, Optional<ApiRoutes.Route> route) {
        return route.map(found -> new Target(
                        found.operation().on(),
                        found.id(request.getRequestURI()).orElse("all")))
                .orElse(new Target("api", "all"));
    }

    /** The code of the problem that is about to be answered. */
    private static Optional<String> reason(ContentCachingResponseWrapper held) {
        String type = held.getContentType();
        if (held.getStatus() < 400 || type == null || !type.startsWith("application/problem+json")) {
            return Optional.empty();
        }
        byte[] body = held.getContentAsByteArray();
        return switch (JsonText.object(body)) {
            case Checked.Valid<ObjectNode>(ObjectNode problem) ->
                Optional.ofNullable(problem.get("code")).map(code -> code.asString());
            case Checked.Refused<ObjectNode> unreadable ->
                Optional.of(new String(body, 0, Math.min(body.length, 40), StandardCharsets.UTF_8));
        };
    }
}
