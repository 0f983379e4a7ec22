package dev.gatehouse.idp.access.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.acl.ImpliedObjects;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.engine.AccessEngine;
import dev.gatehouse.acl.engine.AccessView;
import dev.gatehouse.acl.engine.Commit;
import dev.gatehouse.acl.engine.Cursors;
import dev.gatehouse.acl.engine.MemoryAccessLog;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.audit.EventId;
import dev.gatehouse.idp.audit.Outcome;
import dev.gatehouse.idp.audit.RecordingAuditTrail;
import dev.gatehouse.idp.tokens.Caller;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;

class StartedImportTest {

    private static final WorkspaceId ACME = new WorkspaceId("acme");
    private static final Subject SUBJECT = Subject.user("x");

    private final RecordingAuditTrail trail = new RecordingAuditTrail();
    private final ImportSlots slots = new ImportSlots();
    private final AccessView view = new AccessEngine(
                    new MemoryAccessLog(), ImpliedObjects.ROOTS, new Cursors(new byte[32]), Clock.systemUTC())
            .view(ACME);

    private final class Broken implements ImportTarget {
        @Override
        public Commit commit(List<Change> changes) {
            throw new IllegalStateException("no such thing can happen");
        }

        @Override
        public AccessView view() {
            return view;
        }
    }

    private String written() throws IOException {
        String line = "{\"change\":\"role.create\",\"role\":\"r\"}\n";
        var body = new ImportBody(new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)), () -> 0);
        var records = new ImportRecords(trail, Caller.GUEST, ACME, false, Map.of());
        var options = new ImportRun.Options(SUBJECT, Optional::empty, false, 1);
        var work = new StartedImport.Work(
                body, new NdjsonLines(new Utf8Text(body)), new Broken(), options, records, new EventId("begun"));
        if (!(slots.take(SUBJECT, ACME) instanceof Checked.Valid<ImportSlots.Slot>(ImportSlots.Slot slot))) {
            throw new IllegalStateException("there is no slot");
        }
        var response = new MockHttpServletResponse();
        new StartedImport(work, slot, Clock.systemUTC()).write(response);
        return response.getContentAsString();
    }

    @Test
    void writesWhenSomethingBreaksThenItsEndIsOnRecordAndTheSlotFree() throws IOException {
        assertThat(written()).isEmpty();
        assertThat(trail.events()).singleElement().satisfies(event -> {
            assertThat(event.action()).isEqualTo("access.imported");
            assertThat(event.outcome()).isEqualTo(Outcome.FAILURE);
            assertThat(event.reason()).hasValue("internal-error");
            assertThat(event.facts()).containsEntry("access.stopped-at", "1").containsEntry("access.import", "begun");
        });
        assertThat(slots.take(SUBJECT, ACME)).isInstanceOf(Checked.Valid.class);
    }

    @Test
    void writesWhenSomethingBreaksAndTheTrailIsAwayThenTheSlotIsFreeAllTheSame() throws IOException {
        trail.unavailable(true);
        assertThat(written()).isEmpty();
        assertThat(slots.take(SUBJECT, ACME)).isInstanceOf(Checked.Valid.class);
    }
}
