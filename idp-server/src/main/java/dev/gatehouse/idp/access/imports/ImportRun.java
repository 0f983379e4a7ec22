package dev.gatehouse.idp.access.imports;

import dev.gatehouse.acl.Decision;
import dev.gatehouse.acl.Revision;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.RoleId;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.change.LogRecord;
import dev.gatehouse.acl.change.Validation;
import dev.gatehouse.acl.engine.AccessView;
import dev.gatehouse.acl.engine.Commit;
import dev.gatehouse.idp.audit.AuditUnavailable;
import dev.gatehouse.idp.storage.StorageUnavailable;
import dev.gatehouse.idp.tokens.Admittance;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One import, as if each line were made for itself in the order of the file: lines are only grouped into records. When a
 * record is refused at a line, what stands before it is made, and then the line is tried at the front of another; if it is
 * refused there, it is the first that was not applied, and nothing behind it is.
 */
final class ImportRun {

    /** How long an import may take. */
    static final Duration LONGEST = Duration.ofHours(1);

    /** How many bad lines a dry run names. */
    static final int MOST_REFUSED = 100;

    private static final int TRIES = 3;

    /** How often it is asked whether the caller is still let in, while lines are passed over: by number and by time. */
    private static final int LINES_UNASKED = 1_000;

    private static final Duration TIME_UNASKED = Duration.ofSeconds(2);

    private final Lines lines;
    private final ImportTarget target;
    private final Options options;
    private final ImportAnswer answer;
    private final ImportBody body;
    private final Clock clock;
    private final HeldLines held = new HeldLines();
    private final Instant until;
    private Applied applied;
    private @Nullable LineFault stop;
    private int refused;
    private boolean ended;
    private long passedOver;
    private Instant askAgain;

    /**
     * What was asked for.
     *
     * @param admittance asked before each record, since an import may go on for longer than the caller may
     * @param dryRun nothing is changed, and lines behind a bad one are looked at as well
     * @param from the line that it begins with; those before are passed over
     */
    record Options(Subject actor, Admittance admittance, boolean dryRun, long from) {}

    ImportRun(Lines lines, ImportTarget target, Options options, ImportAnswer answer, ImportBody body, Clock clock) {
        this.lines = lines;
        this.target = target;
        this.options = options;
        this.answer = answer;
        this.body = body;
        this.clock = clock;
        Instant now = clock.instant();
        this.until = now.plus(LONGEST);
        this.askAgain = now.plus(TIME_UNASKED);
        this.applied = new Applied(0, 0, 0, target.view().revision().toString());
    }

    ImportEnd run() {
        try {
            for (Line line = lines.next(); line != null && !ended; line = ended ? null : lines.next()) {
                if (line.number() < options.from()) {
                    passOver(line.number());
                } else {
                    take(line);
                }
            }
            flush();
        } catch (ReadingStopped stopped) {
            endBefore(LineFault.of(lines.at(), stopped));
        } catch (IOException gone) {
            refuse(new LineFault(firstHeld(), "body-cut-off", "The body did not come to its end.", List.of()));
        }
        return new ImportEnd(applied, Optional.ofNullable(stop), refused);
    }

    /** How an import ended that something unforeseen broke off. */
    ImportEnd broken() {
        var fault = new LineFault(firstHeld(), "internal-error", "The import broke off.", List.of());
        return new ImportEnd(applied, Optional.of(fault), refused);
    }

    /** Lines that are passed over make nothing, so anybody may send them: they do not lengthen the wait for the first record. */
    private void passOver(long line) {
        Instant now = clock.instant();
        passedOver++;
        if (now.isAfter(until)) {
            endBefore(tooLong(line));
        } else if (passedOver % LINES_UNASKED == 0 || now.isAfter(askAgain)) {
            askAgain = now.plus(TIME_UNASKED);
            options.admittance().refusal().ifPresent(code -> endBefore(notLetIn(line, code)));
        }
    }

    private static LineFault tooLong(long line) {
        String detail = "An import takes at most " + LONGEST.toMinutes() + " minutes.";
        return new LineFault(line, "import-too-long", detail, List.of());
    }

    private static LineFault notLetIn(long line, String code) {
        return new LineFault(line, code, "The caller would not be let in any more.", List.of());
    }

    private long firstHeld() {
        return held.isEmpty() ? lines.at() : held.first();
    }

    private void take(Line line) throws IOException {
        if (clock.instant().isAfter(until)) {
            endBefore(tooLong(line.number()));
            return;
        }
        switch (line) {
            case Line.Bad bad -> {
                flush();
                if (!ended) {
                    refuse(LineFault.of(bad));
                }
            }
            case Line.Read read -> {
                if (!held.take(read, this::isMissing)) {
                    flush();
                    if (!ended && !held.take(read, this::isMissing)) {
                        throw new IllegalStateException("a line that fits into no record");
                    }
                }
            }
        }
    }

    /** Who may not change a role's members is not told whether it is there: for them it is to be created. */
    private boolean isMissing(RoleId role) {
        AccessView view = target.view();
        return view.roleCreated(role).isEmpty()
                || !(view.check(options.actor(), Right.SHARE, role.asObject(), clock.instant())
                        instanceof Decision.Allowed);
    }

    /** Makes all lines that are held, and names the first that cannot be made. */
    private void flush() throws IOException {
        long before = applied.lines();
        int part = held.size();
        int tries = 0;
        while (!held.isEmpty() && !ended) {
            Optional<String> refusal = options.admittance().refusal();
            if (refusal.isPresent()) {
                endWith(notLetIn(held.first(), refusal.get()));
                break;
            }
            List<Change> changes = held.changes(part);
            switch (changes.isEmpty() ? new Commit.AlreadyTrue(target.view().revision()) : commit(changes)) {
                case Commit.Committed(LogRecord record, Revision revision) -> {
                    made(part, record.changes().size(), revision);
                    part = held.size();
                }
                case Commit.AlreadyTrue(Revision revision) -> {
                    made(part, 0, revision);
                    part = held.size();
                }
                case Commit.Refused(Validation.Refused at) -> {
                    part = held.lineOf(at.index());
                    if (part == 0) {
                        refuse(LineFault.of(held.first(), at.refusal()));
                        held.drop(1, this::isMissing);
                        part = held.size();
                    }
                }
                case Commit.Contended contended -> {
                    tries++;
                    if (tries == TRIES) {
                        endWith("contended", "Others keep changing the workspace; try again.");
                    }
                }
                case null -> endWith("storage-unavailable", "The store or the trail does not answer; try again.");
            }
        }
        if (applied.lines() > before) {
            body.restart();
        }
        answer.progress(applied);
    }

    /** Null when the store or the trail does not answer. What it did all the same is true already when the line comes again. */
    private @Nullable Commit commit(List<Change> changes) {
        try {
            return target.commit(changes);
        } catch (StorageUnavailable | AuditUnavailable unanswered) {
            return null;
        }
    }

    private void made(int ofLines, int changes, Revision revision) {
        applied = applied.with(ofLines, changes, options.dryRun() ? applied.revision() : revision.toString());
        held.drop(ofLines, this::isMissing);
    }

    private void endWith(String code, String detail) {
        endWith(new LineFault(held.first(), code, detail, List.of()));
    }

    private void endWith(LineFault fault) {
        refuse(fault);
        ended = true;
    }

    /** Makes what stands before a line behind which nothing can be read. */
    private void endBefore(LineFault fault) {
        try {
            flush();
        } catch (IOException gone) {
            ended = true;
        }
        if (!ended || stop == null) {
            refuse(fault);
        }
        ended = true;
    }

    private void refuse(LineFault fault) {
        if (stop == null) {
            stop = fault;
        }
        refused++;
        ended = !options.dryRun() || refused >= MOST_REFUSED;
        if (options.dryRun()) {
            answer.refused(fault);
        }
    }
}
