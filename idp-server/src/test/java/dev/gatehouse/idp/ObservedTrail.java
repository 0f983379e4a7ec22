package dev.gatehouse.idp;

import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.audit.AuditEvent;
import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.audit.AuditUnavailable;
import dev.gatehouse.idp.audit.ChangeEvent;
import dev.gatehouse.idp.audit.EventId;
import dev.gatehouse.idp.storage.ChangeId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * The server's own trail, with a view of what is recorded in it, that can be made to fail. What the server does by itself,
 * at whatever moment, is not in the view.
 */
public final class ObservedTrail implements AuditTrail {

    /** What was recorded, and by whom. */
    public record Entry(Actor actor, AuditEvent event) {}

    private final AuditTrail trail;
    private final List<Entry> entries = new CopyOnWriteArrayList<>();
    private volatile boolean unavailable;

    public ObservedTrail(AuditTrail trail) {
        this.trail = trail;
    }

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
        requireAvailable();
        EventId id = trail.record(actor, event);
        observe(actor, event);
        return id;
    }

    @Override
    public <R> R change(Actor actor, ChangeEvent intent, Function<ChangeId, Effect<R>> act) {
        requireAvailable();
        return trail.change(actor, intent, change -> {
            observe(actor, intent);
            Effect<R> effect = act.apply(change);
            observe(actor, effect.outcome());
            return effect;
        });
    }

    private void observe(Actor actor, AuditEvent event) {
        if (actor.type() != Actor.Type.SYSTEM) {
            entries.add(new Entry(actor, event));
        }
    }

    private void requireAvailable() {
        if (unavailable) {
            throw new AuditUnavailable("the trail of this test is away", null);
        }
    }
}
