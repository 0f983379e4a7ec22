package dev.gatehouse.acl.engine;

import dev.gatehouse.acl.Budget;
import dev.gatehouse.acl.Decision;
import dev.gatehouse.acl.Decision.Allowed;
import dev.gatehouse.acl.Effect;
import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.LogRecord;
import dev.gatehouse.acl.history.Turn;
import dev.gatehouse.acl.model.Evidence;
import dev.gatehouse.acl.model.Model;
import dev.gatehouse.acl.model.ModelPair;
import dev.gatehouse.acl.model.ModelWriter;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One question asked again and again while the records of both logs are applied in the order of their times: at each
 * instant of a record, and wherever an entry expires between two. Records of one instant take effect together, {@code
 * system}'s first, since a record may need what {@code system} had at its time.
 */
final class Replay {

    /** Entries that one turn names. */
    private static final int EXPIRED = 100;

    private final Question question;
    private final int most;
    private final ModelWriter systemWriter = new ModelWriter();
    private final ModelWriter writer = new ModelWriter();
    private final Deque<Turn> turns = new ArrayDeque<>();
    private AccessView view;
    private long time;
    private Decision decision;
    private boolean cut;

    /**
     * Begins.
     *
     * @param time at which both models are the newest
     * @param most how many turns are kept, the newest
     */
    Replay(Question question, ModelPair models, Instant time, int most) {
        this.question = question;
        this.most = most;
        this.view = new AccessView(models);
        this.time = time.toEpochMilli();
        this.decision = at(this.time);
    }

    private Decision at(long millis) {
        return view.check(question.subject(), question.right(), question.object(), Instant.ofEpochMilli(millis));
    }

    private static boolean isTurn(Decision before, Decision after) {
        return before instanceof Allowed != after instanceof Allowed;
    }

    /** Goes on to an instant; false when the budget was spent before, and then nothing is known of the turns. */
    boolean run(RecordsBetween system, RecordsBetween here, Instant end, Budget budget) {
        for (long next = next(system, here); next != Long.MAX_VALUE; next = next(system, here)) {
            if (budget.isSpent()) {
                return false;
            }
            pass(next - 1);
            arrive(next, system, here);
        }
        pass(end.toEpochMilli());
        return true;
    }

    private static long next(RecordsBetween system, RecordsBetween here) {
        return Math.min(timeOf(system.peek()), timeOf(here.peek()));
    }

    private static long timeOf(@Nullable LogRecord record) {
        return record == null ? Long.MAX_VALUE : record.time().toEpochMilli();
    }

    /**
     * Lets time pass in which nothing but entries expire. Of those that count ever fewer are left, so a denial by entries may
     * become a permission and that a denial because nothing allows, and never the other way round: what is the same at both
     * ends is the same between them, and what is not can be found by halving.
     */
    private void pass(long until) {
        while (time < until && !at(until).equals(decision)) {
            long same = time;
            long other = until;
            while (other - same > 1) {
                long middle = (same + other) >>> 1;
                if (at(middle).equals(decision)) {
                    same = middle;
                } else {
                    other = middle;
                }
            }
            turn(at(other), other, expired(other));
        }
        time = Math.max(time, until);
    }

    /** At one instant entries expire and records take effect; what is named is the last that turned the decision. */
    private void arrive(long instant, RecordsBetween system, RecordsBetween here) {
        Decision now = at(instant);
        Turn.Cause cause = isTurn(decision, now) ? expired(instant) : null;
        for (RecordsBetween log : List.of(system, here)) {
            if (timeOf(log.peek()) == instant) {
                LogRecord record = log.take();
                apply(record);
                Decision after = at(instant);
                cause = isTurn(now, after) ? new Turn.Recorded(record) : cause;
                now = after;
            }
        }
        turn(now, instant, cause);
    }

    private void apply(LogRecord record) {
        ModelPair models = view.models();
        Model system = models.system();
        Model here = models.workspace();
        if (record.workspace().isSystem()) {
            system = systemWriter.apply(system, system, record);
            here = view.workspace().isSystem() ? system : here;
        } else {
            here = writer.apply(here, system, record);
        }
        view = new AccessView(new ModelPair(system, here));
    }

    private void turn(Decision now, long instant, Turn.@Nullable Cause cause) {
        if (cause != null && isTurn(decision, now)) {
            turns.addFirst(new Turn(now, Instant.ofEpochMilli(instant), cause));
            if (turns.size() > most) {
                turns.removeLast();
                cut = true;
            }
        }
        decision = now;
        time = instant;
    }

    /** The entries whose end is a turn of the decision before; null when no entry allowed or denied anything then. */
    private Turn.@Nullable Cause expired(long instant) {
        Effect effect;
        if (decision instanceof Allowed) {
            effect = Effect.ALLOW;
        } else if (decision instanceof Decision.Denied(var _, Decision.Reason reason)
                && reason == Decision.Reason.ENTRY_DENIES) {
            effect = Effect.DENY;
        } else {
            return null;
        }
        List<Entry> entries = new Evidence(
                        view.models(), question.subject(), question.right(), question.object(), instant - 1)
                .expiring(effect, instant, EXPIRED);
        WorkspaceId workspace = view.workspace();
        boolean inSystem = entries.stream().allMatch(entry -> entry.object().equals(WorkspaceId.SYSTEM.root()));
        return new Turn.Expired(inSystem ? WorkspaceId.SYSTEM : workspace, entries);
    }

    /** The newest first. */
    List<Turn> turns() {
        return new ArrayList<>(turns);
    }

    /** Whether there were more turns than are kept. */
    boolean isCut() {
        return cut;
    }
}
