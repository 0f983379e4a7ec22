package dev.gatehouse.idp.access.imports;

import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.engine.AccessView;
import dev.gatehouse.acl.engine.Batch;
import dev.gatehouse.acl.engine.ChangeRights;
import dev.gatehouse.acl.engine.Commit;
import dev.gatehouse.acl.engine.Rehearsal;
import dev.gatehouse.idp.access.CallerSubject;
import dev.gatehouse.idp.access.changes.AccessChanges;
import dev.gatehouse.idp.access.log.FollowedEngine;
import dev.gatehouse.idp.api.Refusal;
import dev.gatehouse.idp.api.StreamedCall;
import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.audit.EventId;
import dev.gatehouse.idp.tokens.Caller;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.MediaType;

/** Carries out imports that were let in: what they read from, where it goes, and that they are on record. */
public final class Imports {

    private final FollowedEngine engine;
    private final AccessChanges changes;
    private final AuditTrail trail;
    private final Clock clock;

    public Imports(FollowedEngine engine, AccessChanges changes, AuditTrail trail, Clock clock) {
        this.engine = engine;
        this.changes = changes;
        this.trail = trail;
        this.clock = clock;
    }

    /** Why nothing was begun; empty when it was, and answered. */
    Optional<Refusal> run(Caller caller, ImportRequest asked, ImportSlots.Slot slot, ImportBody body, StreamedCall call)
            throws IOException {
        MediaType type = call.contentType().orElseThrow();
        Lines lines = lines(type, new Utf8Text(body));
        try {
            lines.begin();
        } catch (ReadingStopped stopped) {
            return Optional.of(new Refusal(400, stopped.code(), stopped.detail() + "."));
        }
        var records = new ImportRecords(trail, caller, slot.workspace(), asked.dryRun(), facts(asked, type));
        EventId id = records.begun();
        var answer = new ImportAnswer(call.begin(), System::nanoTime);
        ImportTarget target = asked.dryRun() ? rehearsal(caller, slot.workspace()) : log(caller, slot.workspace(), id);
        var options = new ImportRun.Options(CallerSubject.of(caller), asked.dryRun(), asked.from());
        ImportEnd end = new ImportRun(lines, target, options, answer, body, clock).run();
        records.ended(id, end, body);
        slot.close();
        answer.end(end, asked.dryRun());
        return Optional.empty();
    }

    private static Map<String, String> facts(ImportRequest asked, MediaType type) {
        return Map.of(
                "access.format",
                type.getSubtype(),
                "access.dry-run",
                Boolean.toString(asked.dryRun()),
                "access.from",
                Long.toString(asked.from()));
    }

    private static Lines lines(MediaType type, Utf8Text text) {
        if (type.isCompatibleWith(MediaType.APPLICATION_JSON)) {
            return new JsonLines(text);
        }
        return type.isCompatibleWith(MediaType.APPLICATION_NDJSON) ? new NdjsonLines(text) : new CsvLines(text);
    }

    private ImportTarget log(Caller caller, WorkspaceId workspace, EventId id) {
        return new ImportTarget() {
            @Override
            public Commit commit(List<Change> batch) {
                return changes.makePart(caller, workspace, batch, id);
            }

            @Override
            public AccessView view() {
                return engine.engine().view(workspace);
            }
        };
    }

    private ImportTarget rehearsal(Caller caller, WorkspaceId workspace) {
        Rehearsal rehearsal = engine.rehearse(workspace);
        Subject actor = CallerSubject.of(caller);
        return new ImportTarget() {
            @Override
            public Commit commit(List<Change> batch) {
                ChangeRights rights = new ChangeRights(actor, clock.instant());
                return rehearsal.commit(new Batch(actor.toString(), "dry run", batch, rights));
            }

            @Override
            public AccessView view() {
                return rehearsal.view();
            }
        };
    }
}
