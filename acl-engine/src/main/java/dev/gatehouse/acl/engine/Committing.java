package dev.gatehouse.acl.engine;

import dev.gatehouse.acl.Revision;
import dev.gatehouse.acl.change.LogRecord;
import dev.gatehouse.acl.change.Validation;
import dev.gatehouse.acl.model.Model;
import dev.gatehouse.acl.model.ModelPair;
import dev.gatehouse.acl.model.ModelWriter.Proposal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way of a batch into the log: held against the head that is known, appended behind it, and when another record got
 * that position first, held against the new head again. So two batches that are each harmless and together are not,
 * never both land.
 */
final class Committing {

    private static final int ATTEMPTS = 1_000;

    private final Predicate<LogRecord> log;
    private final InstantSource clock;
    private final Runnable catchUp;
    private final Supplier<Model> system;

    /**
     * Knows where to write.
     *
     * @param log appends a record as {@link AccessLog#append} does
     */
    Committing(Predicate<LogRecord> log, InstantSource clock, Runnable catchUp, Supplier<Model> system) {
        this.log = log;
        this.clock = clock;
        this.catchUp = catchUp;
        this.system = system;
    }

    Commit commit(WorkspaceModels models, Batch batch) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Commit made = attempt(models, models.head(), system.get(), batch);
            if (made != null) {
                return made;
            }
        }
        return new Commit.Contended(ATTEMPTS);
    }

    /** Who may not make the changes is not told what else would be wrong with them. */
    private static Validation guarded(Proposal proposal, Model head, Model validatedAt, Batch batch) {
        AccessView before = new AccessView(new ModelPair(head.workspace().isSystem() ? head : validatedAt, head));
        return batch.guard()
                .refusal(before, batch.changes())
                .<Validation>map(refused -> refused)
                .orElseGet(proposal::validation);
    }

    /**
     * Tries once.
     *
     * @return null when another record came first; it has been read then
     */
    @Nullable Commit attempt(WorkspaceModels models, Model head, Model validatedAt, Batch batch) {
        Proposal proposal = models.writer.propose(head, validatedAt, batch.changes());
        return switch (guarded(proposal, head, validatedAt, batch)) {
            case Validation.Refused refused -> isNewest(models, head, validatedAt) ? new Commit.Refused(refused) : null;
            case Validation.AlreadyTrue alreadyTrue ->
                isNewest(models, head, validatedAt)
                        ? new Commit.AlreadyTrue(new Revision(head.position(), validatedAt.position()))
                        : null;
            case Validation.Valid valid -> {
                LogRecord record = record(head, validatedAt, batch, valid);
                if (!log.test(record)) {
                    catchUp.run();
                    yield null;
                }
                Model next = proposal.appended(record);
                models.advance(next);
                long systemNow = next.workspace().isSystem() ? next.position() : validatedAt.position();
                yield new Commit.Committed(record, new Revision(next.position(), systemNow));
            }
        };
    }

    /** An answer that writes nothing is held against what others have written meanwhile. */
    private boolean isNewest(WorkspaceModels models, Model head, Model validatedAt) {
        catchUp.run();
        return models.head().position() == head.position() && system.get().position() == validatedAt.position();
    }

    private LogRecord record(Model head, Model validatedAt, Batch batch, Validation.Valid valid) {
        long time = clock.instant().toEpochMilli();
        time = Math.max(time, head.time() + 1);
        time = Math.max(time, validatedAt.time());
        return new LogRecord(
                head.workspace(),
                head.position() + 1,
                head.workspace().isSystem() ? head.position() : validatedAt.position(),
                Instant.ofEpochMilli(time),
                batch.actor(),
                batch.eventId(),
                valid.effective());
    }
}
