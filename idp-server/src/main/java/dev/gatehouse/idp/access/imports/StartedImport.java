package dev.gatehouse.idp.access.imports;

import dev.gatehouse.idp.api.StreamedAnswer;
import dev.gatehouse.idp.audit.EventId;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
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
        var answer = new ImportAnswer(response.getOutputStream(), System::nanoTime);
        var run = new ImportRun(work.lines(), work.target(), work.options(), answer, work.body(), clock);
        Optional<ImportEnd> end = carryOut(run, response);
        boolean isOnRecord = record(end.orElseGet(run::broken));
        if (isOnRecord && end.isPresent()) {
            answer.end(end.get(), work.options().dryRun());
        }
        slot.close();
        work.body().drain();
    }

    /** Empty when it broke off: what was made by then is on record all the same. */
    private static Optional<ImportEnd> carryOut(ImportRun run, HttpServletResponse response) {
        try {
            begin(response);
            return Optional.of(run.run());
        } catch (RuntimeException | Error unforeseen) {
            log.error("an import broke off", unforeseen);
            return Optional.empty();
        }
    }

    private static void begin(HttpServletResponse response) {
        try {
            response.flushBuffer();
        } catch (IOException gone) {
            log.debug("nobody reads the answer to an import; it ends where its body does", gone);
        }
    }

    private boolean record(ImportEnd end) {
        try {
            work.records().ended(work.id(), end, work.body());
            return true;
        } catch (RuntimeException unrecorded) {
            log.warn("the end of an import is not on record, so its answer has no last line", unrecorded);
            return false;
        }
    }

    @Override
    public void close() {
        slot.close();
    }
}
