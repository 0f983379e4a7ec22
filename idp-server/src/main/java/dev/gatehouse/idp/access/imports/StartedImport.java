package dev.gatehouse.idp.access.imports;

import dev.gatehouse.idp.api.StreamedAnswer;
import dev.gatehouse.idp.audit.AuditUnavailable;
import dev.gatehouse.idp.audit.EventId;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;

/** An import whose beginning is on record: it is carried out while its answer is written. */
final class StartedImport implements StreamedAnswer {

    private static final Logger log = LoggerFactory.getLogger(StartedImport.class);

    private final Work work;
    private final ImportSlots.Slot slot;
    private final Clock clock;

    /**
     * What there is to do.
     *
     * @param id the audit event with which it began
     */
    record Work(
            ImportBody body,
            Lines lines,
            ImportTarget target,
            ImportRun.Options options,
            ImportRecords records,
            EventId id) {}

    StartedImport(Work work, ImportSlots.Slot slot, Clock clock) {
        this.work = work;
        this.slot = slot;
        this.clock = clock;
    }

    /** From the first line on the answer cannot be taken back; where it ends without its last line, it was cut off. */
    @Override
    public void write(HttpServletResponse response) throws IOException {
        response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
        response.flushBuffer();
        var answer = new ImportAnswer(response.getOutputStream(), System::nanoTime);
        ImportBody body = work.body();
        ImportEnd end = new ImportRun(work.lines(), work.target(), work.options(), answer, body, clock).run();
        try {
            work.records().ended(work.id(), end, body);
            answer.end(end, work.options().goesOn());
        } catch (AuditUnavailable unrecorded) {
            log.warn("the end of an import is not on record, so its answer has no last line", unrecorded);
        }
        slot.close();
        body.drain();
    }

    @Override
    public void close() {
        slot.close();
    }
}
