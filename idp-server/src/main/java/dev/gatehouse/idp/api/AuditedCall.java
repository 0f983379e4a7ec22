package dev.gatehouse.idp.api;

import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.audit.AuditEvent;
import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.audit.ChangeEvent;
import dev.gatehouse.idp.audit.EventId;
import dev.gatehouse.idp.storage.ChangeId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The API call of this thread: whether it is on record already, what its record says, and what streams its answer. */
final class AuditedCall {

    static final ScopedValue<AuditedCall> CURRENT = ScopedValue.newInstance();

    private final AtomicBoolean recorded = new AtomicBoolean();
    private final Map<String, String> facts = new ConcurrentHashMap<>();
    private @Nullable StreamedAnswer streamed;

    /** What the call's record says beyond what every record of a call says. */
    Map<String, String> facts() {
        return facts;
    }

    /** Adds to what the record of the call of this thread says. */
    static void note(String name, String value) {
        if (CURRENT.isBound()) {
            CURRENT.get().facts.put(name, value);
        }
    }

    /** Notes that the call of this thread is answered by a stream. */
    static void answerWith(StreamedAnswer answer) {
        CURRENT.get().streamed = answer;
    }

    /** The stream that answers the call, unless it is answered as all others are. */
    Optional<StreamedAnswer> streamed() {
        return Optional.ofNullable(streamed);
    }

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
