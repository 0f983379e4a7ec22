package dev.gatehouse.idp.audit;

import dev.gatehouse.idp.storage.ChangeId;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** An audit trail for tests: keeps events in memory in the order in which they were recorded, and fails on demand. */
public final class RecordingAuditTrail implements AuditTrail {

    /** What was recorded, by whom, and in which request. */
    public record Entry(EventId id, Actor actor, AuditEvent event, RequestContext request) {}

    private final List<Entry> entries = new CopyOnWriteArrayList<>();
    private volatile boolean unavailable;

    /** From now on nothing can be recorded, until called with false. */
    public void unavailable(boolean now) {
        unavailable = now;
    }

    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    public List<AuditEvent> events() {
        return entries.stream().map(Entry::event).toList();
    }

    /** The action and the outcome of each record: {@code token.issued SUCCESS}. */
    public List<String> summary() {
        return events().stream()
                .map(event -> event.action() + " " + event.outcome())
                .toList();
    }

    public void clear() {
        entries.clear();
    }

    @Override
    public EventId record(Actor actor, AuditEvent event) {
        if (unavailable) {
            throw new AuditUnavailable("the trail of this test is away", null);
        }
        var id = new EventId(UUID.randomUUID().toString());
        entries.add(new Entry(id, actor, event, RequestContext.current()));
        return id;
    }

    @Override
    public <R> R change(Actor actor, ChangeEvent intent, Function<ChangeId, Effect<R>> act) {
        EventId id = record(actor, intent);
        Effect<R> effect = act.apply(new ChangeId(id.value()));
        try {
            record(actor, effect.outcome());
        } catch (AuditUnavailable e) {
            throw new OutcomeUnrecorded("the outcome of " + id.value() + " is not on record", e);
        }
        return effect.result();
    }
}
