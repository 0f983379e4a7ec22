package dev.gatehouse.idp.access.imports;

import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.engine.AccessView;
import dev.gatehouse.acl.engine.Batch;
import dev.gatehouse.acl.engine.Commit;
import dev.gatehouse.acl.engine.Rehearsal;
import dev.gatehouse.idp.access.CallerSubject;
import dev.gatehouse.idp.access.ChangeGuard;
import dev.gatehouse.idp.access.changes.AccessChanges;
import dev.gatehouse.idp.access.log.FollowedEngine;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Refusal;
import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.audit.EventId;
import dev.gatehouse.idp.tokens.Admittance;
import dev.gatehouse.idp.tokens.Caller;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;

/** Begins imports that were let in: what they read from, where it goes, and that they are on record. */
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

    /** Who imports, and whether they still may as far as their credentials go. */
    record Importer(Caller caller, Admittance admittance) {}

    /** A list to read. */
    record Source(MediaType type, ImportBody body) {

        private Lines lines() {
            var text = new Utf8Text(body);
            if (type.isCompatibleWith(MediaType.APPLICATION_JSON)) {
                return new JsonLines(text);
            }
            return type.isCompatibleWith(MediaType.APPLICATION_NDJSON) ? new NdjsonLines(text) : new CsvLines(text);
        }
    }

    /** Puts the beginning on record, unless what comes is no list. */
    Checked<StartedImport> begin(Importer importer, ImportRequest asked, ImportSlots.Slot slot, Source source)
            throws IOException {
        Lines lines = source.lines();
        try {
            lines.begin();
        } catch (ReadingStopped stopped) {
            return new Checked.Refused<>(new Refusal(400, stopped.code(), stopped.detail() + "."));
        }
        Caller caller = importer.caller();
        WorkspaceId workspace = slot.workspace();
        var records = new ImportRecords(trail, caller, workspace, asked.dryRun(), facts(asked, source.type()));
        EventId id = records.begun();
        ImportTarget target = asked.dryRun() ? rehearsal(caller, workspace) : log(caller, workspace, id);
        var options =
                new ImportRun.Options(CallerSubject.of(caller), importer.admittance(), asked.dryRun(), asked.from());
        var work = new StartedImport.Work(source.body(), lines, target, options, records, id);
        return new Checked.Valid<>(new StartedImport(work, slot, clock));
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
                ChangeGuard rights = new ChangeGuard(actor, clock.instant());
                return rehearsal.commit(new Batch(actor.toString(), "dry run", batch, rights));
            }

            @Override
            public AccessView view() {
                return rehearsal.view();
            }
        };
    }
}
