package dev.gatehouse.idp.access.imports;

import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.idp.access.log.AccessChangeWitness;
import dev.gatehouse.idp.audit.ApiEvent;
import dev.gatehouse.idp.audit.AuditEvent;
import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.audit.ChangeEvent;
import dev.gatehouse.idp.audit.EventId;
import dev.gatehouse.idp.audit.Outcome;
import dev.gatehouse.idp.audit.Target;
import dev.gatehouse.idp.tokens.Caller;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Imports on the audit trail: that one begins, before its answer does, and how it ended, before its answer ends. What it
 * changed is in the records of its batches, which name the first of these two.
 */
final class ImportRecords {

    private final AuditTrail trail;
    private final Caller caller;
    private final WorkspaceId workspace;
    private final boolean dryRun;
    private final Map<String, String> asked;

    ImportRecords(AuditTrail trail, Caller caller, WorkspaceId workspace, boolean dryRun, Map<String, String> asked) {
        this.trail = trail;
        this.caller = caller;
        this.workspace = workspace;
        this.dryRun = dryRun;
        this.asked = Map.copyOf(asked);
    }

    EventId begun() {
        return trail.record(caller.actor(), event("access.import-begun", Outcome.SUCCESS, Optional.empty(), asked));
    }

    void ended(EventId id, ImportEnd end, ImportBody body) {
        Map<String, String> facts = new HashMap<>(asked);
        facts.put("access.import", id.value());
        facts.put("access.lines", Long.toString(end.applied().lines()));
        facts.put("access.changes", Long.toString(end.applied().changes()));
        facts.put("access.records", Long.toString(end.applied().records()));
        facts.put("access.revision", end.applied().revision());
        facts.put("access.bytes", Long.toString(body.bytes()));
        facts.put("access.digest", body.digest());
        end.stop().ifPresent(stop -> facts.put("access.stopped-at", Long.toString(stop.line())));
        Optional<String> reason = end.stop().map(LineFault::code);
        Outcome outcome = reason.isEmpty()
                ? Outcome.SUCCESS
                : reason.get().equals("not-permitted") ? Outcome.DENIED : Outcome.FAILURE;
        trail.record(caller.actor(), event("access.imported", outcome, reason, facts));
    }

    /** What may have changed something is kept as long as its changes. */
    private AuditEvent event(String action, Outcome outcome, Optional<String> reason, Map<String, String> facts) {
        Target target = new Target(AccessChangeWitness.TARGET, workspace.value());
        return dryRun
                ? new ApiEvent(action, outcome, reason, target, workspace.value(), false, facts)
                : new ChangeEvent(
                        action, outcome, reason, target, workspace.value(), Optional.empty(), List.of(), facts);
    }
}
