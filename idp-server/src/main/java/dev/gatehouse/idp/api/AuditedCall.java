package dev.gatehouse.idp.api;

import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.audit.AuditEvent;
import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.audit.ChangeEvent;
import dev.gatehouse.idp.audit.EventId;
import dev.gatehouse.idp.storage.ChangeId;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** Whether the API call of this thread is on record already. */
final class AuditedCall {

    static final ScopedValue<AuditedCall> CURRENT = ScopedValue.newInstance();

    private final AtomicBoolean recorded = new AtomicBoolean();

    boolean recorded() {
        return recorded.get();
    }

    /** Notes what a call records on its way, so that {@link CallRecords} adds a record only where there is none. */
    static AuditTrail noting(AuditTrail trail) {
        return new Noting(trail);
    }

    private record Noting(AuditTrail trail) implements AuditTrail {

        @Override
        public EventId record(Actor actor, AuditEvent event) {
            EventId id = trail.record(actor, event);
            note();
            return id;
        }

        @Override
        public <R> R change(Actor actor, ChangeEvent intent, Function<ChangeId, Effect<R>> act) {
            R result = trail.change(actor, intent, act);
            note();
            return result;
        }

        private static void note() {
            if (CURRENT.isBound()) {
                CURRENT.get().recorded.set(true);
            }
        }
    }
}
