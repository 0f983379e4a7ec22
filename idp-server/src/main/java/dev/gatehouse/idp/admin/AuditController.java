package dev.gatehouse.idp.admin;

import dev.gatehouse.idp.api.Answers;
import dev.gatehouse.idp.api.Body;
import dev.gatehouse.idp.api.CallRecords;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Cursors;
import dev.gatehouse.idp.api.Operation;
import dev.gatehouse.idp.api.PageRequest;
import dev.gatehouse.idp.audit.ApiEvent;
import dev.gatehouse.idp.audit.AuditFilter;
import dev.gatehouse.idp.audit.AuditPage;
import dev.gatehouse.idp.audit.AuditReading;
import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.audit.Outcome;
import dev.gatehouse.idp.audit.Target;
import dev.gatehouse.idp.secrets.KeyedHash;
import dev.gatehouse.idp.tokens.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** {@code /api/v1/audit}: the audit trail, newest first. Who reads it, and with which filters, is recorded in it. */
@RestController
@RequestMapping("/api/v1/audit")
public final class AuditController {

    private final AuditReading reading;
    private final AuditTrail trail;
    private final Cursors cursors;

    public AuditController(AuditReading reading, AuditTrail trail, KeyedHash keyedHash) {
        this.reading = reading;
        this.trail = CallRecords.noting(trail);
        this.cursors = new Cursors(keyedHash);
    }

    /** A page of records; {@code partial} says that it ended early because much had been searched. */
    record Body(List<ObjectNode> items, @Nullable String next, boolean partial) {}

    @Operation(
            action = "audit.read",
            on = "audit",
            right = "read",
            object = "audit:trail",
            personal = true,
            parameters = {"from", "to", "action", "actor", "target", "outcome", "workspace", "source", "limit", "cursor"
            })
    @GetMapping
    ResponseEntity<Object> list(Caller caller, HttpServletRequest request) {
        Map<String, String> parameters = new TreeMap<>();
        request.getParameterMap().forEach((name, values) -> parameters.put(name, values[0]));
        Checked<Query> query = AuditQuery.of(parameters, cursors);
        return Answers.to(query, wanted -> answer(caller, wanted));
    }

    /** What a call asks for. */
    record Query(AuditFilter filter, PageRequest page) {}

    private ResponseEntity<Object> answer(Caller caller, Query wanted) {
        AuditPage page = reading.find(
                wanted.filter(), wanted.page().limit(), wanted.page().after());
        trail.record(
                caller.actor(),
                new ApiEvent(
                        "audit.read",
                        Outcome.SUCCESS,
                        Optional.empty(),
                        new Target("audit", "all"),
                        caller.workspace(),
                        true,
                        AuditQuery.facts(wanted.filter(), page.items().size())));
        return Answers.of(new Body(
                page.items(),
                page.next()
                        .map(place -> cursors.encode(wanted.page().list(), place))
                        .orElse(null),
                page.partial()));
    }
}
